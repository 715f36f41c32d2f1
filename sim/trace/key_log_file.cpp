#include "sim/trace/key_log_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace air780 {

boost::system::result<std::unique_ptr<KeyLogFile>, std::string> KeyLogFile::open(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!file) return fmt::format("--keylog {}: {}", path, std::strerror(errno));
  return std::unique_ptr<KeyLogFile>(new KeyLogFile(std::move(file)));
}

void KeyLogFile::append(std::string_view line) {
  const std::string text = fmt::format("{}\n", line);
  // A full disk costs the line, not the connection.
  while (::write(file_.get(), text.data(), text.size()) < 0 && errno == EINTR) {
  }
}

}  // namespace air780
