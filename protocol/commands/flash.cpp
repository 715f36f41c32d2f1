// The files in the module's flash (manual, FS commands; at-reference §3.2).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

constexpr long most_at_once = 10240;

std::string_view reason_of(FlashError why) {
  switch (why) {
    case FlashError::bad_name:
      return "no file can have this name";
    case FlashError::not_found:
      return "it does not exist";
    case FlashError::exists:
      return "it exists already";
    case FlashError::full:
      return "the flash is full";
    case FlashError::not_empty:
      return "the directory is not empty";
    case FlashError::unreachable:
      return "the directory above it does not exist";
    case FlashError::failed:
      break;
  }
  return "the flash failed";
}

void explain(Module& module, std::string_view name, std::string_view reason) {
  module.events().emit(Notice{Notice::Level::information, fmt::format("file \"{}\": {}", name, reason)});
}

// What a command answers when the flash refused it; the person who looks for the cause finds it in the log.
Result refusal(Module& module, std::string_view name, FlashError why) {
  explain(module, name, reason_of(why));
  if (why == FlashError::full) return Result::cme(CmeError::memory_full);
  if (why == FlashError::failed) return Result::cme(CmeError::memory_failure);
  return Result::error();
}

Result outcome(Module& module, std::string_view name, const Flash::Outcome<void>& done) {
  return done ? Result::ok() : refusal(module, name, done.error());
}

Result create_file(Module& module, const Arguments& arguments, Reply&) {
  const std::string_view name = arguments.text(0);
  const bool keeps = module.profile().quirks.fscreate_existing == Quirks::FscreateExisting::ok;
  if (keeps && module.flash().size(name)) return Result::ok();
  return outcome(module, name, module.flash().create(name));
}

// Writes the data of FSWRITE into a file, which is made when it may be. All of it happens or nothing.
Flash::Outcome<void> store(Flash& flash, const std::string& name, bool appends, const std::string& bytes) {
  if (flash.size(name)) return appends ? flash.append(name, bytes) : flash.write(name, bytes);
  if (const auto made = flash.create(name); !made) return made;
  const auto written = flash.write(name, bytes);
  if (!written) static_cast<void>(flash.remove(name));
  return written;
}

Result write_file(Module& module, const Arguments& arguments, Reply&) {
  const std::string name(arguments.text(0));
  const auto there = module.flash().size(name);
  const bool makes = module.profile().quirks.fswrite_missing == Quirks::FswriteMissing::create;
  if (!there && !(makes && there.error() == FlashError::not_found)) return refusal(module, name, there.error());
  DataRequest request;
  request.length = static_cast<std::size_t>(arguments.integer(2));
  request.most = *request.length;
  request.time = std::chrono::seconds(arguments.integer(3));
  request.time_of = DataRequest::TimeOf::everything;
  request.complete = [&module, name, appends = arguments.integer(1) == 1](const DataRequest::Data& data) {
    if (data.timed_out) {
      explain(module, name, fmt::format("only {} bytes came in time; it stays as it was", data.bytes.size()));
      return Result::failure("TimeOut");
    }
    return outcome(module, name, store(module.flash(), name, appends, data.bytes));
  };
  return Result::prompt(std::move(request));
}

Result read_file(Module& module, const Arguments& arguments, Reply& reply) {
  const std::string_view name = arguments.text(0);
  const bool from_position = arguments.integer(1) == 1;
  const auto position = static_cast<std::size_t>(from_position ? arguments.integer_or(3, 0) : 0);
  const auto file = module.flash().read(name);
  if (!file) return refusal(module, name, file.error());
  if ((from_position && !arguments.has(3)) || position > file->size()) {
    explain(module, name, fmt::format("mode 1 needs a position from 0 to {}", file->size()));
    return Result::error();
  }
  const std::string_view bytes =
      std::string_view(*file).substr(position, static_cast<std::size_t>(arguments.integer(2)));
  if (module.fsread_header) reply.line(fmt::format("+FSREAD: {}", bytes.size()));
  if (!bytes.empty()) reply.data(bytes);
  return Result::ok();
}

Result read_header_switch(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.fsread_header ? "+FSREADHEAD: 1" : "+FSREADHEAD: 0");
  return Result::ok();
}

Result set_header_switch(Module& module, const Arguments& arguments, Reply&) {
  module.fsread_header = arguments.integer(0) == 1;
  return Result::ok();
}

Result file_size(Module& module, const Arguments& arguments, Reply& reply) {
  const std::string_view name = arguments.text(0);
  const auto size = module.flash().size(name);
  if (!size) return refusal(module, name, size.error());
  reply.line(fmt::format("+FSFLSIZE: {}", *size));
  return Result::ok();
}

Result remove_file(Module& module, const Arguments& arguments, Reply&) {
  return outcome(module, arguments.text(0), module.flash().remove(arguments.text(0)));
}

Result make_directory(Module& module, const Arguments& arguments, Reply&) {
  return outcome(module, arguments.text(0), module.flash().make_directory(arguments.text(0)));
}

Result remove_directory(Module& module, const Arguments& arguments, Reply&) {
  return outcome(module, arguments.text(0), module.flash().remove_directory(arguments.text(0)));
}

Result list_directory(Module& module, const Arguments& arguments, Reply& reply) {
  const auto entries = module.flash().list(arguments.text(0));
  if (!entries) return refusal(module, arguments.text(0), entries.error());
  for (const FlashEntry& entry : *entries) reply.line(entry.directory ? entry.name + '\\' : entry.name);
  return Result::ok();
}

Result free_space(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+FSMEM: {} bytes", module.flash().free_bytes()));
  return module.profile().quirks.fsmem_ok ? Result::ok() : Result::bare();
}

Result drive(Module&, const Arguments&, Reply& reply) {
  reply.line("+FSDRIVE:C");
  return Result::ok();
}

// 64 bytes and the "C:/" before them; what a name may be the flash says.
constexpr long longest_name = 67;
constexpr Parameter file[] = {text("filename", longest_name)};
constexpr Parameter directory[] = {text("dirname", longest_name)};
constexpr Parameter writing[] = {text("filename", longest_name), integer("mode", 0, 1),
                                 integer("filesize", 1, most_at_once), integer("inputtime", 1, 4'294'967'295)};
// The position goes as far as the largest flash that a profile may have.
constexpr Parameter reading[] = {text("filename", longest_name), integer("mode", 0, 1),
                                 integer("filesize", 1, most_at_once), optional(integer("position", 0, 16'777'216))};
constexpr Parameter on_off[] = {integer("mode", 0, 1)};
constexpr Parameter first_drive[] = {integer("drive", 0, 0)};

constexpr Command commands[] = {
    {.name = "+FSCREATE",
     .summary = "creates an empty file",
     .manual = "FS FSCREATE",
     .evidence = Evidence::captured,
     .source = "C8; for a file that exists chosen, quirk fscreate-existing",
     .parameters = file,
     .syntax_error = SyntaxError::plain,
     .write = create_file},
    {.name = "+FSWRITE",
     .summary = "replaces (0) or adds to (1) a file with so many bytes, typed behind a prompt in so many seconds",
     .manual = "FS FSWRITE",
     .evidence = Evidence::captured,
     .source = "C2, C8; mode 0 and TimeOut: manual; a missing file: quirk fswrite-missing; a full flash: decisions",
     .parameters = writing,
     .syntax_error = SyntaxError::plain,
     .write = write_file},
    {.name = "+FSREAD",
     .summary = "so many bytes of a file, from its start (0) or a position (1)",
     .manual = "FS FSREAD",
     .evidence = Evidence::captured,
     .source = "C2: no blank line before OK; nothing left to read is a bare OK (chosen)",
     .parameters = reading,
     .syntax_error = SyntaxError::plain,
     .write = read_file},
    {.name = "+FSREADHEAD",
     .summary = "1: FSREAD says how much comes, in a line before it",
     .manual = "FS FSREADHEAD",
     .source = "manual; what stands in the line is chosen",
     .parameters = on_off,
     .syntax_error = SyntaxError::plain,
     .read = read_header_switch,
     .write = set_header_switch},
    {.name = "+FSFLSIZE",
     .summary = "size of a file",
     .manual = "FS FSFLSIZE",
     .evidence = Evidence::captured,
     .source = "C2",
     .parameters = file,
     .syntax_error = SyntaxError::plain,
     .write = file_size},
    {.name = "+FSDEL",
     .summary = "removes a file",
     .manual = "FS FSDEL",
     .parameters = file,
     .syntax_error = SyntaxError::plain,
     .write = remove_file},
    {.name = "+FSMKDIR",
     .summary = "makes a directory",
     .manual = "FS FSMKDIR",
     .parameters = directory,
     .syntax_error = SyntaxError::plain,
     .write = make_directory},
    {.name = "+FSRMDIR",
     .summary = "removes an empty directory",
     .manual = "FS FSRMDIR",
     .parameters = directory,
     .syntax_error = SyntaxError::plain,
     .write = remove_directory},
    {.name = "+FSLS",
     .summary = "what is in a directory; directories end with a backslash",
     .manual = "FS FSLS",
     .source = "manual; the order is that of the names (inferred)",
     .parameters = directory,
     .syntax_error = SyntaxError::plain,
     .write = list_directory},
    {.name = "+FSMEM",
     .summary = "free space",
     .manual = "FS FSMEM",
     .evidence = Evidence::captured,
     .source = "C2; OK by the manual, the capture has none (X9): quirk fsmem-ok",
     .syntax_error = SyntaxError::plain,
     .execute = free_space},
    {.name = "+FSDRIVE",
     .summary = "name of the drive",
     .manual = "FS FSDRIVE",
     .parameters = first_drive,
     .syntax_error = SyntaxError::plain,
     .write = drive},
};

}  // namespace

std::span<const Command> flash_commands() { return commands; }

}  // namespace air780
