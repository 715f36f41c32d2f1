// The module's flash, as AT+FSLIST and its kin see it.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "sim/control/route_handlers.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

using boost::json::array;
using boost::json::object;

ControlResponse refusal(FlashError error, std::string_view name) {
  const auto say = [name](int status, std::string_view what) {
    return error_response(status, fmt::format("'{}' {}", escape(name), what));
  };
  switch (error) {
    case FlashError::bad_name:
      return say(400, "is no name that the module's flash takes");
    case FlashError::not_found:
      return say(404, "is not there");
    case FlashError::exists:
      return say(409, "is something else already");
    case FlashError::full:
      return say(507, "does not fit into the module's flash");
    case FlashError::not_empty:
      return say(409, "is a directory with something in it");
    case FlashError::unreachable:
      return say(404, "is in a directory that is not there");
    case FlashError::failed:
      break;
  }
  return say(500, "could not be dealt with: the flash failed");
}

void list_into(array& entries, const Flash& flash, const std::string& directory) {
  const auto listed = flash.list(directory);
  if (!listed) return;
  for (const FlashEntry& entry : *listed) {
    const std::string name = directory.empty() ? entry.name : directory + "/" + entry.name;
    if (entry.directory) {
      entries.push_back(object{{"name", escape(name)}, {"directory", true}});
      list_into(entries, flash, name);
    } else {
      const auto size = flash.size(name);
      entries.push_back(object{{"name", escape(name)}, {"size", size ? *size : 0}});
    }
  }
}

// The directories that a name goes through and that were not there; they go again unless they were needed.
class MadeDirectories {
 public:
  MadeDirectories(Flash& flash, const std::string& name) : flash_(flash) {
    for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
      const std::string directory = name.substr(0, slash);
      if (flash_.make_directory(directory)) made_.push_back(directory);
    }
  }
  void take_back() {
    for (; !made_.empty(); made_.pop_back()) (void)flash_.remove_directory(made_.back());
  }

 private:
  Flash& flash_;
  std::vector<std::string> made_;
};

}  // namespace

ControlAnswer get_files(const ControlledModule& controlled, const ControlRequest&) {
  array entries;
  list_into(entries, controlled.module.flash(), "");
  return json_response({{"free", controlled.module.flash().free_bytes()}, {"files", std::move(entries)}});
}

ControlAnswer get_file(const ControlledModule& controlled, const ControlRequest& request) {
  auto bytes = controlled.module.flash().read(request.parameter);
  if (!bytes) return refusal(bytes.error(), request.parameter);
  return ControlResponse{200, "application/octet-stream", std::move(*bytes)};
}

ControlAnswer put_file(const ControlledModule& controlled, const ControlRequest& request) {
  Flash& flash = controlled.module.flash();
  const std::string& name = request.parameter;
  MadeDirectories directories(flash, name);
  const bool created = flash.create(name).has_value();
  // When it could not be created, writing tells why, unless it is there already.
  if (const auto written = flash.write(name, request.body); !written) {
    if (created) (void)flash.remove(name);
    directories.take_back();
    return refusal(written.error(), name);
  }
  return ControlResponse{created ? 201 : 204, {}, {}};
}

ControlAnswer delete_file(const ControlledModule& controlled, const ControlRequest& request) {
  Flash& flash = controlled.module.flash();
  auto removed = flash.remove(request.parameter);
  if (!removed && removed.error() == FlashError::not_found) removed = flash.remove_directory(request.parameter);
  if (!removed) return refusal(removed.error(), request.parameter);
  return no_content();
}

}  // namespace air780
