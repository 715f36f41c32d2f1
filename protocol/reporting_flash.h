// The flash with an event for every change, whoever asks for it. Owned by the module; one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/event.h"
#include "protocol/ports/flash.h"

namespace air780 {

class ReportingFlash final : public Flash {
 public:
  ReportingFlash(Flash& flash, const EventStream& events) : flash_(flash), events_(events) {}

  Outcome<void> create(std::string_view name) override { return reported(flash_.create(name), name, "created"); }
  Outcome<void> write(std::string_view name, std::string_view bytes) override {
    return reported(flash_.write(name, bytes), name, "written");
  }
  Outcome<void> append(std::string_view name, std::string_view bytes) override {
    return reported(flash_.append(name, bytes), name, "written");
  }
  Outcome<std::string> read(std::string_view name) const override { return flash_.read(name); }
  Outcome<std::size_t> size(std::string_view name) const override { return flash_.size(name); }
  Outcome<void> remove(std::string_view name) override { return reported(flash_.remove(name), name, "removed"); }
  Outcome<void> make_directory(std::string_view name) override {
    return reported(flash_.make_directory(name), name, "created");
  }
  Outcome<void> remove_directory(std::string_view name) override {
    return reported(flash_.remove_directory(name), name, "removed");
  }
  Outcome<std::vector<FlashEntry>> list(std::string_view directory) const override { return flash_.list(directory); }
  std::size_t free_bytes() const override { return flash_.free_bytes(); }

 private:
  Outcome<void> reported(const Outcome<void>& outcome, std::string_view name, std::string_view what) const {
    if (outcome) events_.emit(FileChanged{name, what});
    return outcome;
  }

  Flash& flash_;
  const EventStream& events_;
};

}  // namespace air780
