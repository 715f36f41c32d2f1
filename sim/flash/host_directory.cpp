#include "sim/flash/host_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "fs/file_name.h"
#include "fs/host_name.h"

namespace air780 {
namespace {

constexpr const char* temporary_name = ".air780sim-writing";
constexpr mode_t file_mode = 0600;  // keys are among them
constexpr int no_link = O_NOFOLLOW | O_CLOEXEC;

FileDescriptor open_directory(int above, const std::string& name) {
  return FileDescriptor(::openat(above, name.c_str(), O_RDONLY | O_DIRECTORY | no_link));
}

// The directory that a canonical name is in, and what the name's last part is called there.
struct Place {
  FileDescriptor directory;
  std::string name;
};

std::optional<Place> place_of(int root, std::string_view canonical) {
  FileDescriptor directory = open_directory(root, ".");
  for (auto slash = canonical.find('/'); directory && slash != std::string_view::npos; slash = canonical.find('/')) {
    directory = open_directory(directory.get(), host_name_of(canonical.substr(0, slash)));
    canonical.remove_prefix(slash + 1);
  }
  if (!directory) return std::nullopt;
  return Place{std::move(directory), host_name_of(canonical)};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Leaves the whole content in the temporary file, on the disk; nothing of it otherwise.
bool write_temporary(int root, std::string_view bytes) {
  ::unlinkat(root, temporary_name, 0);
  const FileDescriptor file(::openat(root, temporary_name, O_WRONLY | O_CREAT | O_EXCL | no_link, file_mode));
  if (!file) return false;
  if (write_all(file.get(), bytes) && ::fsync(file.get()) == 0) return true;
  ::unlinkat(root, temporary_name, 0);
  return false;
}

std::optional<std::string> read_all_of(int file, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got = ::read(file, bytes.data() + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

std::vector<std::string> names_in(int directory) {
  std::vector<std::string> names;
  DIR* stream = ::fdopendir(::openat(directory, ".", O_RDONLY | O_DIRECTORY | no_link));
  if (!stream) return names;
  while (const dirent* entry = ::readdir(stream)) names.emplace_back(entry->d_name);
  ::closedir(stream);
  std::ranges::sort(names);
  return names;
}

// Collects what is in a directory and below it.
class Reader {
 public:
  Reader(std::string path, std::size_t largest, HostDirectory::Contents& contents)
      : path_(std::move(path)), largest_(largest), contents_(contents) {}

  void read(int directory, const std::string& above) {
    for (const std::string& host_name : names_in(directory)) {
      if (!host_name.starts_with('.')) take(directory, above, host_name);
    }
  }

 private:
  void take(int directory, const std::string& above, const std::string& host_name) {
    const auto part = part_of_host_name(host_name);
    const auto name = part ? canonical_file_name(above + *part) : std::nullopt;
    const std::string shown = path_ + "/" + above + host_name;
    if (!name) return leave_out(shown, "no file of the module can have this name");
    // Not to wait for the other end of a FIFO.
    const FileDescriptor entry(::openat(directory, host_name.c_str(), O_RDONLY | O_NONBLOCK | no_link));
    struct stat status {};
    if (!entry || ::fstat(entry.get(), &status) != 0) {
      return leave_out(shown, errno == ELOOP ? "a link; links are not followed" : std::strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
      contents_.entries.push_back({*name, true, {}});
      return read(entry.get(), *name + "/");
    }
    if (!S_ISREG(status.st_mode)) return leave_out(shown, "not a file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > largest_) return leave_out(shown, "larger than the module's flash");
    auto bytes = read_all_of(entry.get(), size);
    if (!bytes) return leave_out(shown, std::strerror(errno));
    contents_.entries.push_back({*name, false, std::move(*bytes)});
  }

  void leave_out(const std::string& shown, std::string_view why) {
    contents_.left_out.push_back(shown + ": " + std::string(why));
  }

  const std::string path_;
  const std::size_t largest_;
  HostDirectory::Contents& contents_;
};

}  // namespace

boost::system::result<HostDirectory, std::string> HostDirectory::open(const std::string& path) {
  const auto failure = [&path](const std::string& what) { return "--flash " + path + ": " + what; };
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return failure("cannot be made: " + error.message());
  FileDescriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return failure("cannot be opened: " + std::string(std::strerror(errno)));
  if (::flock(directory.get(), LOCK_EX | LOCK_NB) != 0) {
    return failure(errno == EWOULDBLOCK ? "another running emulator keeps its files there"
                                        : "cannot be locked: " + std::string(std::strerror(errno)));
  }
  // Whether files can be made there is found out now and not at the first FSCREATE.
  if (!write_temporary(directory.get(), {})) {
    return failure("cannot be written to: " + std::string(std::strerror(errno)));
  }
  ::unlinkat(directory.get(), temporary_name, 0);
  return HostDirectory(path, std::move(directory));
}

HostDirectory::Contents HostDirectory::read_all(std::size_t largest) const {
  Contents contents;
  Reader(path_, largest, contents).read(directory_.get(), "");
  return contents;
}

bool HostDirectory::create_file(std::string_view name) {
  const auto place = place_of(directory_.get(), name);
  if (!place) return false;
  // Whatever of that name a person has put there stays.
  const FileDescriptor file(
      ::openat(place->directory.get(), place->name.c_str(), O_WRONLY | O_CREAT | O_EXCL | no_link, file_mode));
  if (!file) return false;
  static_cast<void>(::fsync(place->directory.get()));
  return true;
}

bool HostDirectory::replace_file(std::string_view name, std::string_view bytes) {
  const auto place = place_of(directory_.get(), name);
  if (!place || !write_temporary(directory_.get(), bytes)) return false;
  if (::renameat(directory_.get(), temporary_name, place->directory.get(), place->name.c_str()) != 0) {
    ::unlinkat(directory_.get(), temporary_name, 0);
    return false;
  }
  // The new content is in its place; a directory that cannot be synchronised does not take it away again.
  static_cast<void>(::fsync(place->directory.get()));
  return true;
}

std::optional<std::string> HostDirectory::read_own_file(const char* name, std::size_t largest) const {
  const FileDescriptor file(::openat(directory_.get(), name, O_RDONLY | O_NONBLOCK | no_link));
  if (!file) return errno == ENOENT ? std::optional(std::string()) : std::nullopt;
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const auto size = static_cast<std::size_t>(status.st_size);
  return size > largest ? std::nullopt : read_all_of(file.get(), size);
}

bool HostDirectory::replace_own_file(const char* name, std::string_view bytes) {
  if (!write_temporary(directory_.get(), bytes)) return false;
  if (::renameat(directory_.get(), temporary_name, directory_.get(), name) != 0) {
    ::unlinkat(directory_.get(), temporary_name, 0);
    return false;
  }
  static_cast<void>(::fsync(directory_.get()));
  return true;
}

std::optional<std::string> HostDirectory::put_aside_own_file(const char* name) {
  for (int number = 1; number < 100; ++number) {
    const std::string aside = std::string(name) + ".old" + (number == 1 ? "" : std::to_string(number));
    if (::renameat2(directory_.get(), name, directory_.get(), aside.c_str(), RENAME_NOREPLACE) == 0) return aside;
    if (errno != EEXIST) break;
  }
  return std::nullopt;
}

bool HostDirectory::remove_file(std::string_view name) {
  const auto place = place_of(directory_.get(), name);
  return place && (::unlinkat(place->directory.get(), place->name.c_str(), 0) == 0 || errno == ENOENT);
}

bool HostDirectory::make_directory(std::string_view name) {
  const auto place = place_of(directory_.get(), name);
  return place && ::mkdirat(place->directory.get(), place->name.c_str(), 0700) == 0;
}

bool HostDirectory::remove_directory(std::string_view name) {
  const auto place = place_of(directory_.get(), name);
  return place && (::unlinkat(place->directory.get(), place->name.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT);
}

}  // namespace air780
