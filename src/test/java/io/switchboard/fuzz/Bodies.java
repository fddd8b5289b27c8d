package io.switchboard.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Valid bodies of all operations, with their ids. */
final class Bodies {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final List<String> SKILLS = List.of("sales", "support", "vip", "queue");
  static final List<String> GROUPS = List.of("in-house", "vendor-a", "vendor-b");
  static final List<String> AGENTS = List.of("ann", "ben", "cem", "dora", "events");
  private static final int CONVERSATIONS = 40;
  private static final int CONSUMERS = 12;

  private final Random random;

  Bodies(Random random) {
    this.random = random;
  }

  /** A valid body of the operation. */
  JsonNode of(String operation) {
    return switch (operation) {
      case "putAccount" -> account();
      case "putSkill" -> skill(one(SKILLS));
      case "putAgentGroup" -> JSON.createObjectNode().put("name", "Group " + random.nextInt(3));
      case "putAgent" -> agent(one(AGENTS));
      case "putPresence" -> presence();
      case "startConversation" -> conversation();
      case "patchConversation" -> changes();
      case "acceptConversation",
          "declineConversation",
          "returnConversation",
          "takeOverConversation" ->
          JSON.createObjectNode().put("agent", one(AGENTS));
      case "transferConversation" -> transfer();
      case "noteMessage" ->
          JSON.createObjectNode().put("from", one(List.of("CONSUMER", "AGENT", "CONSUMER")));
      case "closeConversation" ->
          JSON.createObjectNode().put("by", one(List.of("CONSUMER", "AGENT", "SYSTEM")));
      default -> throw new IllegalArgumentException("no body is known for " + operation);
    };
  }

  String conversationId() {
    return "c" + random.nextInt(CONVERSATIONS);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** A whole account with valid references. */
  ObjectNode account() {
    ObjectNode account = JSON.createObjectNode().put("name", "Fuzz " + random.nextInt(4));
    account.set("settings", settings());
    ArrayNode skills = account.putArray("skills");
    SKILLS.forEach(id -> skills.add(skill(id)));
    ArrayNode groups = account.putArray("agentGroups");
    GROUPS.forEach(id -> groups.add(JSON.createObjectNode().put("id", id)));
    ArrayNode agents = account.putArray("agents");
    AGENTS.forEach(id -> agents.add(agent(id)));
    return account;
  }

  private JsonNode settings() {
    return read(
        """
        {"skillWithoutAgents": "%s", "responseTime": {"default": "PT%dS"},
         "capacity": {"mode": "%s", "maxConversations": %d},
         "offers": {"mode": "%s", "timeout": "PT%dS", "missedBeforeAway": %d},
         "agentPreferences": ["HISTORY", "UTILIZATION"],
         "credits": [{"when": {"attributes": {"ctmrinfo.ctype": ["vip", "gold"]}}, "credit": "PT90S"}],
         "skillRules": [{"when": {"attributes": {"lang": "es"}, "urgent": true}, "skill": "vip"}]}
        """
            .formatted(
                one(List.of("UNASSIGNED", "FALLBACK", "REMAIN")),
                1 + random.nextInt(600),
                one(List.of("MAX_CONCURRENT", "DYNAMIC")),
                random.nextInt(6),
                one(List.of("RING", "RING", "AUTO_ACCEPT")),
                1 + random.nextInt(60),
                random.nextInt(4)));
  }

  private ObjectNode skill(String id) {
    ObjectNode skill = JSON.createObjectNode().put("id", id);
    if (random.nextBoolean()) {
      skill.put("maxWaitTime", "PT%dS".formatted(random.nextInt(100)));
    }
    if (random.nextInt(3) == 0 && id.equals("sales")) {
      skill.put("fallbackSkill", "support");
    }
    if (random.nextInt(4) > 0) {
      int percent = 1 + random.nextInt(98);
      skill.set(
          "distribution",
          read(
              """
              {"mode": "%s", "primary": [{"group": "in-house", "percent": %d}, {"group": "vendor-a", "percent": %d}],
               "secondary": [{"group": "vendor-b", "percent": 100}]}
              """
                  .formatted(one(List.of("CASCADE", "STATIC")), percent, 100 - percent)));
    }
    return skill;
  }

  private ObjectNode agent(String id) {
    ObjectNode agent = JSON.createObjectNode().put("id", id).put("group", one(GROUPS));
    ArrayNode skills = agent.putArray("skills");
    SKILLS.stream().filter(skill -> random.nextInt(3) > 0).forEach(skills::add);
    if (random.nextBoolean()) {
      agent.put("maxConversations", random.nextInt(5));
    }
    return agent;
  }

  private ObjectNode presence() {
    ObjectNode presence =
        JSON.createObjectNode()
            .put(
                "state",
                one(List.of("ONLINE", "ONLINE", "ONLINE", "BACK_SOON", "AWAY", "OFFLINE")));
    if (random.nextInt(3) == 0) {
      presence.put("lease", "PT%dS".formatted(5 + random.nextInt(100)));
    }
    return presence;
  }

  private ObjectNode conversation() {
    ObjectNode conversation =
        JSON.createObjectNode().put("consumer", "k" + random.nextInt(CONSUMERS));
    if (random.nextInt(20) > 0) {
      conversation.put("id", conversationId());
    }
    if (random.nextInt(4) > 0) {
      conversation.put("skill", one(SKILLS));
    }
    if (random.nextInt(4) == 0) {
      conversation.put("urgent", true).put("channel", "web");
      conversation.putObject("attributes").put("lang", "es").put("ctmrinfo.ctype", "vip");
    }
    return conversation;
  }

  private ObjectNode changes() {
    ObjectNode changes = JSON.createObjectNode();
    if (random.nextBoolean()) {
      changes.put("urgent", random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      changes.put("priorityCredit", "PT%dM".formatted(random.nextInt(100)));
    }
    if (random.nextInt(3) == 0) {
      changes.putObject("attributes").put("lang", one(List.of("es", "en")));
    }
    return changes;
  }

  private ObjectNode transfer() {
    ObjectNode transfer = JSON.createObjectNode();
    if (random.nextInt(3) > 0) {
      transfer.put("agent", one(AGENTS));
    }
    return random.nextBoolean()
        ? transfer.put("toSkill", one(SKILLS))
        : transfer.put("toAgent", one(AGENTS));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
