package io.switchboard.api;

import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.actor.VirtualTime;
import io.switchboard.api.AccountClient.Answer;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.ConversationDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A scripted contact centre, driven and observed over HTTP. After each step all its consequences
 * have happened. Time stands still until {@link #passes} advances it.
 */
final class HttpScenario {

  /** The agent of a waiting or closed conversation. */
  static final String NOBODY = "nobody";

  /** This number of messages in a row may have no visible effect before one that has. */
  private static final int QUIET_ROUNDS = 3;

  private final AccountClient calls;
  private final VirtualTime time;
  private final Instant opening;
  private final Set<String> skills = new LinkedHashSet<>();
  private final Set<String> agents = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  private HttpScenario(AccountClient calls, VirtualTime time) {
    this.calls = calls;
    this.time = time;
    this.opening = time.instant();
  }

  static HttpScenario open(AccountClient calls, VirtualTime time, String document) {
    HttpScenario centre = new HttpScenario(calls, time);
    calls.make(document);
    centre.know(document);
    centre.rest();
    return centre;
  }

  private void know(String document) {
    var account = AccountDocument.read(document);
    skills.clear();
    skills.add("-1");
    account.skills().forEach(skill -> skills.add(skill.id()));
    agents.clear();
    account.agents().forEach(agent -> agents.add(agent.id()));
  }

  // --- what happens ---

  /** Advances time. */
  HttpScenario passes(String duration) {
    time.advance(time(duration));
    return rest();
  }

  HttpScenario online(String... names) {
    return present("ONLINE", names);
  }

  HttpScenario backSoon(String... names) {
    return present("BACK_SOON", names);
  }

  HttpScenario away(String... names) {
    return present("AWAY", names);
  }

  HttpScenario offline(String... names) {
    return present("OFFLINE", names);
  }

  private HttpScenario present(String state, String... names) {
    for (String agent : names) {
      done(calls.put("/agents/" + agent + "/presence", "{\"state\":\"" + state + "\"}"));
      rest();
    }
    return this;
  }

  /** An agent comes online with a lease of this length. */
  HttpScenario onlineFor(String lease, String agent) {
    return onlineFor(lease, agent, "desktop");
  }

  /** A client of an agent sets the presence with a lease of this length. */
  HttpScenario onlineFor(String lease, String agent, String client) {
    done(
        calls.put(
            "/agents/" + agent + "/presence",
            "{\"state\":\"ONLINE\",\"lease\":\"PT%s\",\"client\":\"%s\"}"
                .formatted(lease, client)));
    return rest();
  }

  /** Replaces the whole configuration. */
  HttpScenario becomes(Part... parts) {
    String document = AccountDocument.write(Centre.document(parts));
    done(calls.replace("", "*", document));
    know(document);
    return rest();
  }

  /** Conversations for a skill arrive in this order, each of its own consumer. */
  HttpScenario arrive(String skill, String... ids) {
    Stream.of(ids).forEach(id -> arrive(conversation(id).forSkill(skill)));
    return this;
  }

  HttpScenario arrive(ConversationDraft draft) {
    Inquiry inquiry = draft.inquiry();
    done(calls.start(inquiry));
    open.add(inquiry.id());
    return rest();
  }

  /** The offered agent of each conversation accepts it. */
  HttpScenario accept(String... ids) {
    for (String id : ids) {
      byAgent(id, "/accept", ringsAt(id));
    }
    return this;
  }

  /** The offered agent declines the conversation. */
  HttpScenario decline(String id) {
    return byAgent(id, "/decline", ringsAt(id));
  }

  /** The assigned agent returns the conversation to the queue. */
  HttpScenario returnToQueue(String id) {
    return byAgent(id, "/return", holderOf(id));
  }

  private HttpScenario byAgent(String id, String move, String agent) {
    done(tell(id, move, "{\"agent\":\"" + agent + "\"}"));
    return rest();
  }

  HttpScenario transferToSkill(String id, String skill) {
    done(tell(id, "/transfer", "{\"toSkill\":\"" + skill + "\"}"));
    return rest();
  }

  HttpScenario transferToAgent(String id, String agent) {
    done(tell(id, "/transfer", "{\"toAgent\":\"" + agent + "\"}"));
    return rest();
  }

  HttpScenario takeOver(String id, String agent) {
    return byAgent(id, "/takeover", agent);
  }

  HttpScenario consumerWrites(String... ids) {
    return write("CONSUMER", ids);
  }

  HttpScenario agentWrites(String... ids) {
    return write("AGENT", ids);
  }

  private HttpScenario write(String from, String... ids) {
    for (String id : ids) {
      done(tell(id, "/messages", "{\"from\":\"" + from + "\"}"));
      rest();
    }
    return this;
  }

  /** Changes the attributes of a conversation. */
  HttpScenario revise(String id, String json) {
    done(calls.patch("/conversations/" + id, json));
    return rest();
  }

  /** Closes conversations: by the agent, or by the consumer while they wait. */
  HttpScenario close(String... ids) {
    for (String id : ids) {
      String by = holderOf(id).equals(NOBODY) ? "CONSUMER" : "AGENT";
      done(tell(id, "/close", "{\"by\":\"" + by + "\"}"));
      rest();
    }
    return this;
  }

  /** Sends a command to a conversation and returns any answer. */
  Answer tell(String id, String move, String body) {
    return calls.post("/conversations/" + id + move, body);
  }

  private void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  // --- what came of it ---

  /** The assigned agent, or {@link #NOBODY}. */
  String holderOf(String id) {
    return now(id).path("agent").asText(NOBODY);
  }

  List<String> holdersOf(String... ids) {
    return Stream.of(ids).map(this::holderOf).toList();
  }

  /** The offered agent, or {@link #NOBODY}. */
  String ringsAt(String id) {
    return now(id).path("offeredTo").asText(NOBODY);
  }

  List<String> ringAt(String... ids) {
    return Stream.of(ids).map(this::ringsAt).toList();
  }

  /** {@code WAITING}, {@code OFFERED}, {@code ASSIGNED} or {@code CLOSED}. */
  String stateOf(String id) {
    return now(id).path("state").asText();
  }

  /** The skill of its present or last queue. */
  String skillOf(String id) {
    return now(id).path("skill").asText();
  }

  /** The group of its allotment. */
  String groupOf(String id) {
    return now(id).path("group").asText(NOBODY);
  }

  List<String> groupsOf(String... ids) {
    return Stream.of(ids).map(this::groupOf).toList();
  }

  /** Its due time, counted from the opening. */
  Duration dueAt(String id) {
    return Duration.between(opening, Instant.parse(now(id).path("dueAt").asText()));
  }

  /** Its position in its queue, from 1. */
  int position(String id) {
    return now(id).path("position").asInt();
  }

  private JsonNode now(String id) {
    return calls.get("/conversations/" + id).body();
  }

  /** Its history entries, such as {@code DECLINED ann}. */
  List<String> historyOf(String id) {
    return items(calls.get("/conversations/" + id + "/history").body().path("entries"))
        .map(entry -> (entry.path("event").asText() + " " + entry.path("agent").asText("")).strip())
        .toList();
  }

  /** Its explanation, with state and agent. */
  JsonNode explanationOf(String id) {
    return calls.get("/conversations/" + id + "/explanation").body();
  }

  /** The reasons of its wait or of its assignment. */
  JsonNode reasonsOf(String id) {
    return explanationOf(id).path("reasons");
  }

  /** The conversations in the queue of a skill, in order, ringing ones included. */
  List<String> line(String skill) {
    return items(calls.get("/skills/" + skill + "/queue").body().path("items"))
        .map(entry -> entry.path("conversation").asText())
        .toList();
  }

  String presenceOf(String agent) {
    return agent(agent).path("presence").asText();
  }

  double loadOf(String agent) {
    return agent(agent).path("load").asDouble();
  }

  /** The assigned conversations of an agent. */
  List<String> conversationsOf(String agent) {
    return conversations(agent(agent).path("assigned"));
  }

  /** The ringing offers of an agent. */
  List<String> ringingAt(String agent) {
    return conversations(agent(agent).path("ringing"));
  }

  private static List<String> conversations(JsonNode list) {
    return items(list).map(one -> one.path("conversation").asText()).toList();
  }

  private JsonNode agent(String agent) {
    return calls.get("/agents/" + agent).body();
  }

  /** The totals of a group in the ledger of a skill. */
  JsonNode ledger(String skill, String group) {
    return items(calls.get("/skills/" + skill + "/distribution").body().path("groups"))
        .filter(entry -> entry.path("group").asText().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  // --- rest ---

  /** Waits until no further change happens. */
  private HttpScenario rest() {
    String before = "";
    for (int quiet = 0; quiet < QUIET_ROUNDS; ) {
      List<Answer> answers = look();
      String seen = answers.toString();
      boolean isAllSeen = answers.stream().noneMatch(Answer::isNotNow);
      quiet = isAllSeen && seen.equals(before) ? quiet + 1 : 0;
      before = seen;
    }
    return this;
  }

  /** Reads all resources. */
  private List<Answer> look() {
    List<String> paths = new ArrayList<>();
    agents.forEach(agent -> paths.add("/agents/" + agent));
    open.forEach(id -> paths.add("/conversations/" + id));
    skills.forEach(skill -> paths.add("/skills/" + skill + "/queue"));
    return calls.getAll(paths);
  }
}
