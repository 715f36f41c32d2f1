#include "sim/control/control_message.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <utility>

#include "protocol/at/characters.h"

namespace air780 {

ControlResponse json_response(const boost::json::value& value, int status) {
  return {status, "application/json", boost::json::serialize(value) + "\n"};
}

ControlResponse text_response(std::string text) { return {200, "text/plain; charset=utf-8", std::move(text)}; }

ControlResponse no_content() { return {204, {}, {}}; }

ControlResponse error_response(int status, std::string_view what) { return json_response({{"error", what}}, status); }

boost::system::result<std::string, ControlResponse> body_text(const ControlRequest& request, std::string_view field) {
  if (!request.content_type.starts_with("application/json")) return std::string(trimmed(request.body));
  boost::system::error_code error;
  const boost::json::value body = boost::json::parse(request.body, error);
  if (error) return error_response(400, fmt::format("the body is not JSON: {}", error.message()));
  const boost::json::value* text = body.is_object() ? body.get_object().if_contains(field) : nullptr;
  if (!text || !text->is_string()) {
    return error_response(400, fmt::format("the body has to be an object with the text \"{}\"", field));
  }
  return std::string(trimmed(std::string_view(text->get_string())));
}

}  // namespace air780
