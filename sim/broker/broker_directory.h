// The directory in which a mosquitto of ours finds its configuration: one that was named, made if missing and left
// there, or a temporary one that goes with this object.
// Owned by the broker's supervisor; one thread.
#pragma once

#include <boost/system/result.hpp>
#include <string>

namespace air780 {

class BrokerDirectory {
 public:
  // Empty: a temporary one.
  static boost::system::result<BrokerDirectory, std::string> open(const std::string& path);

  BrokerDirectory() = default;
  ~BrokerDirectory();
  BrokerDirectory(BrokerDirectory&& other) noexcept;
  BrokerDirectory& operator=(BrokerDirectory&& other) noexcept;

  // Empty if there is none.
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const;

 private:
  BrokerDirectory(std::string path, bool temporary);

  std::string path_;
  bool temporary_ = false;
};

}  // namespace air780
