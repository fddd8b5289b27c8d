package io.switchboard.api;

import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.actor.VirtualTime;
import io.switchboard.api.Switch.Answer;
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
 * What happens in a contact centre, told over HTTP in the order in which it happens, and what came
 * of it. After every step the centre comes to rest: whatever the step made possible has been done.
 * Time stands still until {@link #passes} moves it.
 */
final class LiveCentre {

  /** Who has a conversation that waits or has ended. */
  static final String NOBODY = "nobody";

  /** As many messages in a row may change nothing that can be seen before something does. */
  private static final int QUIET_ROUNDS = 3;

  private final Switch calls;
  private final VirtualTime time;
  private final Instant opening;
  private final Set<String> skills = new LinkedHashSet<>();
  private final Set<String> agents = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  private LiveCentre(Switch calls, VirtualTime time) {
    this.calls = calls;
    this.time = time;
    this.opening = time.instant();
  }

  static LiveCentre open(Switch calls, VirtualTime time, String document) {
    LiveCentre centre = new LiveCentre(calls, time);
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

  /** Time goes on. */
  LiveCentre passes(String duration) {
    time.advance(time(duration));
    return rest();
  }

  LiveCentre online(String... names) {
    return present("ONLINE", names);
  }

  LiveCentre backSoon(String... names) {
    return present("BACK_SOON", names);
  }

  LiveCentre away(String... names) {
    return present("AWAY", names);
  }

  LiveCentre offline(String... names) {
    return present("OFFLINE", names);
  }

  private LiveCentre present(String state, String... names) {
    for (String agent : names) {
      done(calls.put("/agents/" + agent + "/presence", "{\"state\":\"" + state + "\"}"));
      rest();
    }
    return this;
  }

  /** An agent comes online until they have not said so for that long. */
  LiveCentre onlineFor(String lease, String agent) {
    return onlineFor(lease, agent, "desktop");
  }

  /** One client of an agent says so. */
  LiveCentre onlineFor(String lease, String agent, String client) {
    done(
        calls.put(
            "/agents/" + agent + "/presence",
            "{\"state\":\"ONLINE\",\"lease\":\"PT%s\",\"client\":\"%s\"}"
                .formatted(lease, client)));
    return rest();
  }

  /** The whole configuration is another one from now on. */
  LiveCentre becomes(Part... parts) {
    String document = AccountDocument.write(Centre.document(parts));
    done(calls.replace("", "*", document));
    know(document);
    return rest();
  }

  /** Conversations for a skill arrive, each of a consumer of its own, one after the other. */
  LiveCentre arrive(String skill, String... ids) {
    Stream.of(ids).forEach(id -> arrive(conversation(id).forSkill(skill)));
    return this;
  }

  LiveCentre arrive(ConversationDraft draft) {
    Inquiry inquiry = draft.inquiry();
    done(calls.start(inquiry));
    open.add(inquiry.id());
    return rest();
  }

  /** Whoever these ring at accepts them. */
  LiveCentre accept(String... ids) {
    for (String id : ids) {
      byAgent(id, "/accept", ringsAt(id));
    }
    return this;
  }

  /** Whoever it rings at declines it. */
  LiveCentre decline(String id) {
    return byAgent(id, "/decline", ringsAt(id));
  }

  /** Whoever has it returns it to the queue. */
  LiveCentre returnToQueue(String id) {
    return byAgent(id, "/return", holderOf(id));
  }

  private LiveCentre byAgent(String id, String move, String agent) {
    done(tell(id, move, "{\"agent\":\"" + agent + "\"}"));
    return rest();
  }

  LiveCentre transferToSkill(String id, String skill) {
    done(tell(id, "/transfer", "{\"toSkill\":\"" + skill + "\"}"));
    return rest();
  }

  LiveCentre transferToAgent(String id, String agent) {
    done(tell(id, "/transfer", "{\"toAgent\":\"" + agent + "\"}"));
    return rest();
  }

  LiveCentre takeOver(String id, String agent) {
    return byAgent(id, "/takeover", agent);
  }

  LiveCentre consumerWrites(String... ids) {
    return write("CONSUMER", ids);
  }

  LiveCentre agentWrites(String... ids) {
    return write("AGENT", ids);
  }

  private LiveCentre write(String from, String... ids) {
    for (String id : ids) {
      done(tell(id, "/messages", "{\"from\":\"" + from + "\"}"));
      rest();
    }
    return this;
  }

  /** What is known of a conversation changes. */
  LiveCentre revise(String id, String json) {
    done(calls.patch("/conversations/" + id, json));
    return rest();
  }

  /** Conversations end: an agent closes them, or, while they wait, the consumer leaves. */
  LiveCentre close(String... ids) {
    for (String id : ids) {
      String by = holderOf(id).equals(NOBODY) ? "CONSUMER" : "AGENT";
      done(tell(id, "/close", "{\"by\":\"" + by + "\"}"));
      rest();
    }
    return this;
  }

  /** Says something of a conversation, whatever is answered. */
  Answer tell(String id, String move, String body) {
    return calls.post("/conversations/" + id + move, body);
  }

  private void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  // --- what came of it ---

  /** The agent who has it, or {@link #NOBODY}. */
  String holderOf(String id) {
    return now(id).path("agent").asText(NOBODY);
  }

  List<String> holdersOf(String... ids) {
    return Stream.of(ids).map(this::holderOf).toList();
  }

  /** The agent to whom it is offered, or {@link #NOBODY}. */
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

  /** The skill in whose queue it waits, or waited last. */
  String skillOf(String id) {
    return now(id).path("skill").asText();
  }

  /** The group that it was allotted to. */
  String groupOf(String id) {
    return now(id).path("group").asText(NOBODY);
  }

  List<String> groupsOf(String... ids) {
    return Stream.of(ids).map(this::groupOf).toList();
  }

  /** Its key, counted from the opening. */
  Duration dueAt(String id) {
    return Duration.between(opening, Instant.parse(now(id).path("dueAt").asText()));
  }

  /** Its place in the line in which it waits, from 1. */
  int position(String id) {
    return now(id).path("position").asInt();
  }

  private JsonNode now(String id) {
    return calls.get("/conversations/" + id).body();
  }

  /** What happened to it: {@code DECLINED ann}. */
  List<String> historyOf(String id) {
    return items(calls.get("/conversations/" + id + "/history").body().path("steps"))
        .map(step -> (step.path("what").asText() + " " + step.path("agent").asText("")).strip())
        .toList();
  }

  /** Where it is, at whom, and why. */
  JsonNode explanationOf(String id) {
    return calls.get("/conversations/" + id + "/explanation").body();
  }

  /** Why it waits, or why its agent has it. */
  JsonNode reasonsOf(String id) {
    return explanationOf(id).path("reasons");
  }

  /** Who waits for a skill, in order; what rings does. */
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

  /** What the agent has. */
  List<String> conversationsOf(String agent) {
    return conversations(agent(agent).path("assigned"));
  }

  /** What rings at the agent. */
  List<String> ringingAt(String agent) {
    return conversations(agent(agent).path("ringing"));
  }

  private static List<String> conversations(JsonNode list) {
    return items(list).map(one -> one.path("conversation").asText()).toList();
  }

  private JsonNode agent(String agent) {
    return calls.get("/agents/" + agent).body();
  }

  /** A group's account in the ledger of a skill. */
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

  /** Waits until nothing changes any more. */
  private LiveCentre rest() {
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

  /** Everything at once. */
  private List<Answer> look() {
    List<String> paths = new ArrayList<>();
    agents.forEach(agent -> paths.add("/agents/" + agent));
    open.forEach(id -> paths.add("/conversations/" + id));
    skills.forEach(skill -> paths.add("/skills/" + skill + "/queue"));
    return calls.getAll(paths);
  }
}
