#include "sim/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace air780 {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      break;
  }
  return spdlog::level::off;
}

}  // namespace

class Log::Sink {
 public:
  explicit Sink(LogLevel least) : logger("air780sim", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger.set_level(level_of(least));
    logger.flush_on(spdlog::level::debug);
    logger.set_pattern("%H:%M:%S.%e %l: %v");
  }
  spdlog::logger logger;
};

Log::Log(LogLevel least) : sink_(std::make_unique<Sink>(least)) {}
Log::~Log() = default;

bool Log::enabled(LogLevel level) const { return sink_->logger.should_log(level_of(level)); }

// The text is an argument, never a format: it may hold braces.
void Log::debug(std::string_view text) { sink_->logger.debug("{}", text); }
void Log::info(std::string_view text) { sink_->logger.info("{}", text); }
void Log::warning(std::string_view text) { sink_->logger.warn("{}", text); }
void Log::error(std::string_view text) { sink_->logger.error("{}", text); }

}  // namespace air780
