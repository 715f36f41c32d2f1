#include "sim/fault/faulty_flash.h"

namespace air780 {

bool FaultyFlash::fails() {
  if (failing_ == Failing::no) return false;
  if (failing_ == Failing::once) {
    failing_ = Failing::no;
    if (failed_once) failed_once();
  }
  return true;
}

Flash::Outcome<void> FaultyFlash::create(std::string_view name) {
  if (fails()) return FlashError::failed;
  return full_ && !inner_.size(name) ? Outcome<void>(FlashError::full) : inner_.create(name);
}

Flash::Outcome<void> FaultyFlash::write(std::string_view name, std::string_view bytes) {
  if (fails()) return FlashError::failed;
  // Also an empty file gives its room back.
  return full_ && !bytes.empty() && inner_.size(name) ? Outcome<void>(FlashError::full) : inner_.write(name, bytes);
}

Flash::Outcome<void> FaultyFlash::append(std::string_view name, std::string_view bytes) {
  if (fails()) return FlashError::failed;
  return full_ && !bytes.empty() && inner_.size(name) ? Outcome<void>(FlashError::full) : inner_.append(name, bytes);
}

Flash::Outcome<void> FaultyFlash::remove(std::string_view name) {
  if (fails()) return FlashError::failed;
  return inner_.remove(name);
}

Flash::Outcome<void> FaultyFlash::make_directory(std::string_view name) {
  if (fails()) return FlashError::failed;
  return full_ ? Outcome<void>(FlashError::full) : inner_.make_directory(name);
}

Flash::Outcome<void> FaultyFlash::remove_directory(std::string_view name) {
  if (fails()) return FlashError::failed;
  return inner_.remove_directory(name);
}

}  // namespace air780
