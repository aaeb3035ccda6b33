SELECT revision, checksum, file, files::text, applied_at::text, stamped FROM barqdb.revision
