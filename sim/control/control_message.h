// A request to the control API and its answer, free of how they travel. Values; any thread.
#pragma once

#include <boost/json/value.hpp>
#include <boost/system/result.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace air780 {

// What stands between method and body: "/wait?for=fault" taken apart and decoded.
struct RequestTarget {
  std::vector<std::string> path;             // the parts between the slashes
  std::map<std::string, std::string> query;  // the last one counts when a name comes twice
};

// Accepts any bytes; nothing when it is no target. In a query + is a blank, as in every form of the web.
//   "/files/my%20file?x=1" gives the path "files", "my file" and the query x=1.
boost::system::result<RequestTarget> parse_request_target(std::string_view text);

struct ControlRequest {
  std::string method;
  RequestTarget target;
  std::string content_type;
  std::string body;
  std::string parameter;  // what stands in the place of {…} in the path of the route
};

struct ControlResponse {
  // Declared so that it is not an aggregate, which in a result could not be told from a number.
  ControlResponse() = default;
  ControlResponse(int status_, std::string content_type_, std::string body_)
      : status(status_), content_type(std::move(content_type_)), body(std::move(body_)) {}

  int status = 200;
  std::string content_type;
  std::string body;
  std::map<std::string, std::string> headers;
};

ControlResponse json_response(const boost::json::value& value, int status = 200);
ControlResponse text_response(std::string text);
// Something done about which there is nothing to tell.
ControlResponse no_content();
// {"error": what is wrong and what is allowed}
ControlResponse error_response(int status, std::string_view what);

// An answer that comes later. Destroying it takes the question back.
class PendingAnswer {
 public:
  virtual ~PendingAnswer() = default;
  // Set by who asked, before anything else happens; called once, never from inside the call that asked. May destroy
  // this object.
  std::function<void(ControlResponse)> answer;
};

using ControlAnswer = std::variant<ControlResponse, std::unique_ptr<PendingAnswer>>;

// What a request says in its body: the text itself, or with the content type application/json the field of an object.
// Blanks and line ends around it do not count.
//   `closed` and {"action": "closed"} both give "closed".
boost::system::result<std::string, ControlResponse> body_text(const ControlRequest& request, std::string_view field);

}  // namespace air780
