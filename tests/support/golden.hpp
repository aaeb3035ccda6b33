// Output that is compared byte by byte with a file in tests/golden.
#pragma once

#include <string>

namespace barqdb::test {

// Fails the running test case when `bytes` are not those of tests/golden/<name>, showing the first line that differs
// and how to write the file anew: run the test with BARQDB_UPDATE_GOLDEN=1 and read the difference in git.
void check_golden(const std::string& name, const std::string& bytes);

}  // namespace barqdb::test
