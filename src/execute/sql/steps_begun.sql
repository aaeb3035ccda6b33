-- Whether the ledger knows of a step that was begun and has no end: where not, nobody works on one.
SELECT EXISTS (SELECT FROM barqdb.step WHERE open AND outcome = 'started')
