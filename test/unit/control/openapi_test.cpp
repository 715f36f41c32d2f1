// The description that users generate their clients from is that of the server: every route in one is in the other, and
// every example does what the description says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "sim/control/control_target.h"
#include "test/unit/control/control_rig.h"

namespace air780 {
namespace {

using boost::json::object;
using boost::json::value;

std::string upper_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

class OpenApi : public testing::Test {
 protected:
  ControlRig control_;
  const value description_ = control_.ask_json("GET", "/openapi.json");
  const object& paths_ = description_.at("paths").as_object();

  // What a $ref leads to.
  const value& resolved(const value& possibly_reference) const {
    const object& json = possibly_reference.as_object();
    const value* reference = json.if_contains("$ref");
    if (!reference) return possibly_reference;
    return description_.at_pointer(std::string(reference->as_string()).substr(1));
  }

  // The target with every example in its place.
  std::string example_target(const std::string& path, const object& path_item, const object& operation) const {
    std::vector<std::pair<std::string, std::string>> query;
    std::string filled = path;
    for (const object* holder : {&path_item, &operation}) {
      const value* parameters = holder->if_contains("parameters");
      if (!parameters) continue;
      for (const value& written : parameters->as_array()) {
        const value& parameter = resolved(written);
        const std::string name(parameter.at("name").as_string());
        const value& example = parameter.at("example");
        const std::string text = example.is_string() ? std::string(example.as_string()) : serialize(example);
        if (parameter.at("in") == "query") {
          query.emplace_back(name, text);
        } else {
          filled.replace(filled.find("{" + name + "}"), name.size() + 2, text);
        }
      }
    }
    return filled + control_target({}, query).substr(1);
  }

  // Asks, and lets a minute pass when the answer does not come at once.
  ControlResponse ask(const std::string& method, const std::string& target, const std::string& body,
                      const std::string& content_type) {
    try {
      return control_.ask(method, target, body, content_type);
    } catch (const std::runtime_error&) {
      ControlRig::Later later;
      control_.ask_later(later, method, target, body, content_type);
      control_.rig.advance(std::chrono::minutes(1));
      return later.response.value();
    }
  }

  void expect_described(const object& operation, const ControlResponse& response, const std::string& what) {
    EXPECT_LT(response.status, 500) << what << response.body;
    const object& responses = operation.at("responses").as_object();
    const value* described = responses.if_contains(std::to_string(response.status));
    ASSERT_TRUE(described) << what << " answered " << response.status << ": " << response.body;
    const value* content = resolved(*described).as_object().if_contains("content");
    if (!content) {
      EXPECT_EQ(response.body, "") << what;
      return;
    }
    const std::string type = response.content_type.substr(0, response.content_type.find(';'));
    EXPECT_TRUE(content->as_object().contains(type)) << what << " answered " << type;
  }
};

TEST_F(OpenApi, HasTheRoutesOfTheServerAndNoOthers) {
  std::set<std::string> described, served;
  for (const auto& [path, item] : paths_) {
    for (const auto& [method, operation] : item.as_object()) {
      if (method != "parameters") described.insert(upper_case(std::string(method)) + " " + std::string(path));
    }
  }
  for (const ControlRoute& route : control_routes()) {
    served.insert(std::string(route.method) + " " + std::string(route.path));
  }
  EXPECT_EQ(described, served);
}

TEST_F(OpenApi, SaysWhichRoutesTakeABody) {
  for (const ControlRoute& route : control_routes()) {
    const object& operation = paths_.at(route.path)
                                  .as_object()
                                  .at(route.method == "GET"      ? "get"
                                      : route.method == "PUT"    ? "put"
                                      : route.method == "DELETE" ? "delete"
                                                                 : "post")
                                  .as_object();
    EXPECT_EQ(operation.contains("requestBody"), route.most_body > 0) << route.method << " " << route.path;
  }
}

TEST_F(OpenApi, EveryExampleDoesWhatItSays) {
  for (const auto& [path, item] : paths_) {
    for (const auto& [method, written] : item.as_object()) {
      if (method == "parameters") continue;
      const object& operation = written.as_object();
      const std::string target = example_target(std::string(path), item.as_object(), operation);
      const std::string what = std::string(method) + " " + target;
      const value* body = operation.if_contains("requestBody");
      if (!body) {
        expect_described(operation, ask(upper_case(std::string(method)), target, {}, {}), what);
        continue;
      }
      for (const auto& [type, media] : body->at("content").as_object()) {
        const value& example = media.at("example");
        const std::string text = type == "application/json" ? serialize(example) : std::string(example.as_string());
        const ControlResponse response = ask(upper_case(std::string(method)), target, text, std::string(type));
        EXPECT_LT(response.status, 300) << what << ": " << response.body;
        expect_described(operation, response, what);
      }
    }
  }
}

}  // namespace
}  // namespace air780
