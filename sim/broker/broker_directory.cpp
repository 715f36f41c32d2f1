#include "sim/broker/broker_directory.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace air780 {

namespace filesystem = std::filesystem;
using Opened = boost::system::result<BrokerDirectory, std::string>;

BrokerDirectory::BrokerDirectory(std::string path, bool temporary) : path_(std::move(path)), temporary_(temporary) {}

BrokerDirectory::BrokerDirectory(BrokerDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})), temporary_(std::exchange(other.temporary_, false)) {}

BrokerDirectory& BrokerDirectory::operator=(BrokerDirectory&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(temporary_, other.temporary_);
  return *this;
}

BrokerDirectory::~BrokerDirectory() {
  std::error_code ignored;
  if (temporary_) filesystem::remove_all(path_, ignored);
}

Opened BrokerDirectory::open(const std::string& path) {
  std::error_code error;
  if (!path.empty()) {
    filesystem::create_directories(path, error);
    if (error) return "cannot make the broker's directory " + path + ": " + error.message();
    return BrokerDirectory(path, false);
  }
  std::string pattern = (filesystem::temp_directory_path(error) / "air780sim-broker-XXXXXX").string();
  if (error) return "no directory for temporary files: " + error.message();
  if (::mkdtemp(pattern.data()) == nullptr) return "cannot make " + pattern + ": " + std::strerror(errno);
  return BrokerDirectory(pattern, true);
}

std::string BrokerDirectory::file(const std::string& name) const { return (filesystem::path(path_) / name).string(); }

}  // namespace air780
