#include "sim/serial/pty_link.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace air780 {
namespace {

namespace filesystem = std::filesystem;

struct Failure {
  std::string text;
};

std::string lock_name(const std::string& link) { return link + ".lock"; }

std::string read_all(int file) {
  std::array<char, 512> text;
  const ssize_t size = ::pread(file, text.data(), text.size(), 0);
  return std::string(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
}

// The file was not removed by its last owner between our opening and our locking it.
bool still_there(const std::string& path, int file) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

FileDescriptor lock_link(const std::string& link) {
  const std::string path = lock_name(link);
  while (true) {
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!file) {
      const int error = errno;
      const std::string advice = error == ENOENT ? "; its folder has to exist" : "";
      throw Failure{"cannot publish the PTY as " + link + ": " + path + ": " + std::strerror(error) + advice};
    }
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      throw Failure{link + " belongs to another running emulator, whose PTY is " + read_all(file.get()) +
                    "; end it or take another link"};
    }
    if (still_there(path, file.get())) return file;
  }
}

std::string pointed_at(const std::string& link) {
  std::error_code error;
  const filesystem::path target = filesystem::read_symlink(link, error);
  return error ? std::string() : target.string();
}

// Throws unless what stands at `link` may be replaced (see the header).
void check_replaceable(const std::string& link, const std::string& device, const std::string& recorded) {
  std::error_code error;
  const filesystem::file_status found = filesystem::symlink_status(link, error);
  if (found.type() == filesystem::file_type::not_found) return;
  if (found.type() != filesystem::file_type::symlink) {
    throw Failure{link + " exists and is not a symlink, so it is left alone; remove it or take another link"};
  }
  const std::string target = pointed_at(link);
  if (target == recorded || target == device) return;
  if (!filesystem::exists(link, error)) return;
  throw Failure{link + " points to " + target +
                ", which exists and was not put there by an emulator; remove the link or take another one"};
}

void place(const std::string& link, const std::string& device) {
  const std::string temporary = link + "." + std::to_string(::getpid());
  ::unlink(temporary.c_str());
  if (::symlink(device.c_str(), temporary.c_str()) != 0 || ::rename(temporary.c_str(), link.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    throw Failure{"cannot make the link " + link + ": " + std::strerror(error)};
  }
}

// False if the disk took only part of it; the price is a refusal after a crash, so the link is published all the same.
bool record(int file, const std::string& device) {
  return ::ftruncate(file, 0) == 0 && ::pwrite(file, device.data(), device.size(), 0) >= 0;
}

}  // namespace

boost::system::result<PtyLink, std::string> PtyLink::publish(const std::string& link, const std::string& device) {
  const std::string absolute = filesystem::absolute(link).string();
  try {
    FileDescriptor lock = lock_link(absolute);
    try {
      check_replaceable(absolute, device, read_all(lock.get()));
      place(absolute, device);
    } catch (const Failure&) {
      ::unlink(lock_name(absolute).c_str());
      throw;
    }
    record(lock.get(), device);
    return PtyLink(absolute, device, std::move(lock));
  } catch (const Failure& failure) {
    return failure.text;
  }
}

PtyLink::PtyLink(std::string link, std::string device, FileDescriptor lock)
    : link_(std::move(link)), device_(std::move(device)), lock_(std::move(lock)) {}

PtyLink::~PtyLink() {
  if (!lock_) return;
  if (pointed_at(link_) == device_) ::unlink(link_.c_str());
  ::unlink(lock_name(link_).c_str());
}

}  // namespace air780
