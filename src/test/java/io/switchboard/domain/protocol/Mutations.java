package io.switchboard.domain.protocol;

import io.switchboard.Records;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.protocol.Address.Kind;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.queue.QueueInspection;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.statemachine.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Simplifications of the protocol that look harmless and are not. */
enum Mutations implements Mutation {
  /** A conversation continues before its agent has reported the release. */
  REQUEUE_BEFORE_RELEASE {
    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      if (outcome.events().stream().noneMatch(HandoverBegun.class::isInstance)) {
        return outcome;
      }
      Assignment holder =
          world.fleet().conversation(node.address().id()).get().lastAssignment().get();
      return both(
          outcome,
          tell(
              node, new ConversationMessage.Released(holder.reservation(), holder.agent()), world));
    }
  },

  /** An agent gives up a claim without an answer when it takes long. */
  HOLD_EXPIRES {
    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      return Stream.of(node.machine())
          .filter(AgentMachine.class::isInstance)
          .flatMap(agent -> ((AgentMachine) agent).state().reservations().stream())
          .filter(
              reservation ->
                  !reservation.isActive()
                      && reservation.reserved().at() < world.now() - 1_000_000_000L)
          .findFirst()
          .map(
              reservation ->
                  both(outcome, tell(node, new AgentMessage.ClaimRefused(reservation.id()), world)))
          .orElse(outcome);
    }
  },

  /** A conversation accepts a claim of any routing epoch. */
  HOP_NOT_COMPARED {
    @Override
    public Faults faults(Random random) {
      return Faults.ECHO;
    }

    @Override
    public Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
      return letter.message() instanceof Claim claim
          ? world
              .fleet()
              .conversation(letter.to().id())
              .map(state -> new Letter(letter.to(), withRoutingEpoch(claim, state.routingEpoch())))
              .orElse(letter)
          : letter;
    }

    private Claim withRoutingEpoch(Claim claim, int routingEpoch) {
      return Records.with(claim, "routingEpoch", routingEpoch);
    }
  },

  /** A takeover differs from a queue only by the routing epoch of its target. */
  TAKEOVER_FENCED_BY_HOP {
    @Override
    public Faults faults(Random random) {
      return Faults.ECHO;
    }

    @Override
    public Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
      if (!(letter.message() instanceof Claim claim) || claim.takeover().isEmpty()) {
        return letter;
      }
      return world
          .fleet()
          .conversation(letter.to().id())
          .filter(
              state -> state instanceof Waiting && state.routingEpoch() == claim.routingEpoch() + 1)
          .map(state -> new Letter(letter.to(), asOffered(claim, state)))
          .orElse(letter);
    }

    private Claim asOffered(Claim claim, ConversationState state) {
      return Records.with(
          claim,
          "routingEpoch",
          claim.routingEpoch() + 1,
          "takeover",
          Optional.empty(),
          "eligibility",
          state.conversation().eligibility());
    }
  },

  /** A claim of the agent who has yet to release the conversation is refused. */
  REFUSED_WHILE_LEAVING {
    @Override
    public Faults faults(Random random) {
      return Faults.DEAF;
    }

    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      return world
          .fleet()
          .conversation(node.address().id())
          .filter(state -> node.address().kind() == Kind.CONVERSATION)
          .filter(Releasing.class::isInstance)
          .flatMap(ConversationState::lastAssignment)
          .map(
              holder ->
                  both(
                      outcome,
                      new Outcome<>(
                          List.of(),
                          List.of(
                              new Envelope.ToAgent(
                                  holder.agent(),
                                  new AgentMessage.ClaimRefused(holder.reservation()))))))
          .orElse(outcome);
    }
  },

  /** An agent numbers reservations by the existing ones, not by all so far. */
  HOLD_NUMBERED_AGAIN {
    @Override
    public Faults faults(Random random) {
      return Faults.ECHO;
    }

    @Override
    public Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
      if (node.machine() instanceof AgentMachine agent) {
        agent.restore(forgetful(agent.state()));
      }
      return letter;
    }

    private AgentState forgetful(AgentState memory) {
      return Records.with(
          memory,
          "reservationsMade",
          memory.reservations().stream()
              .mapToLong(reservation -> number(reservation.id()))
              .max()
              .orElse(0));
    }

    private long number(String reservation) {
      return Long.parseLong(reservation.substring(reservation.indexOf('#') + 1));
    }
  },

  /** A queue answers before the write of the event. */
  ENQUEUED_BEFORE_THE_WRITE {
    @Override
    public List<Envelope> despiteCrash(List<Envelope> sends) {
      return sends.stream()
          .filter(
              send ->
                  send instanceof Envelope.ToConversation to
                      && to.message() instanceof ConversationMessage.Enqueued)
          .toList();
    }
  },

  /** A queue removes a conversation regardless of the routing epoch. */
  REMOVE_WITHOUT_HOP {
    @Override
    public Faults faults(Random random) {
      return Faults.ECHO;
    }

    @Override
    public Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
      return letter.message() instanceof QueueMessage.Remove remove
          ? world
              .fleet()
              .queue(letter.to().id())
              .flatMap(queue -> QueueInspection.routingEpochOf(queue, remove.conversation()))
              .map(routingEpoch -> withRoutingEpoch(letter, remove, routingEpoch))
              .orElse(letter)
          : letter;
    }

    private Letter withRoutingEpoch(Letter letter, QueueMessage.Remove remove, int routingEpoch) {
      return new Letter(
          letter.to(),
          new QueueMessage.Remove(
              remove.conversation(),
              Math.max(routingEpoch, remove.routingEpoch()),
              remove.placedWith()));
    }
  },

  /** A conversation leaves its queue before it is in the next one. */
  REMOVED_BEFORE_ENQUEUED {
    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      if (outcome.events().stream().noneMatch(ConversationEvent.Requeued.class::isInstance)) {
        return outcome;
      }
      List<Envelope> early = new ArrayList<>(outcome.envelopes());
      ConversationState state = world.fleet().conversation(node.address().id()).get();
      state
          .common()
          .left()
          .forEach(
              line ->
                  early.add(
                      new Envelope.ToQueue(
                          line.skill(),
                          new QueueMessage.Remove(
                              node.address().id(), line.routingEpoch(), line.assignedTo()))));
      return new Outcome<>(outcome.events(), early);
    }
  },

  /** An agent forgets a released conversation before the handover is completed. */
  LET_GO_FORGOTTEN {
    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      List<Object> events = new ArrayList<>(outcome.events());
      for (Object event : outcome.events()) {
        if (event instanceof AgentEvent.ReservationReleased released) {
          AgentEvent.ReservationReleased forgotten =
              new AgentEvent.ReservationReleased("", Set.of(released.reservation()), released.at());
          ((AgentMachine) node.machine()).apply(forgotten);
          events.add(forgotten);
        }
      }
      return new Outcome<>(events, outcome.envelopes());
    }
  },

  /** An agent counts assigned conversations but no ringing offers. */
  RINGS_NOT_COUNTED {
    @Override
    public Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
      if (node.machine() instanceof AgentMachine agent
          && letter.message() instanceof AgentMessage.Offer) {
        roomier(agent, AgentInspection.ringingOffers(agent).size(), world);
      }
      return letter;
    }

    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      if (!(node.machine() instanceof AgentMachine agent)) {
        return outcome;
      }
      Outcome<Object> all =
          agent.policy().equals(world.policyOf(node))
              ? outcome
              : both(
                  outcome,
                  Turn.of(node, agent.configure(world.policyOf(node), node.clock(world.now())))
                      .outcome());
      int rings = AgentInspection.ringingOffers(agent).size();
      return new Outcome<>(
          all.events(), all.envelopes().stream().map(send -> uncounted(send, rings)).toList());
    }

    private Envelope uncounted(Envelope send, int rings) {
      if (send instanceof Envelope.ToQueue to
          && to.message() instanceof QueueMessage.RequestWork seek) {
        return new Envelope.ToQueue(
            to.skill(),
            new QueueMessage.RequestWork(
                uncounted(seek.agent(), rings), seek.version(), seek.ringing(), seek.searchId()));
      }
      if (send instanceof Envelope.ToQueue to
          && to.message() instanceof QueueMessage.AgentReport report) {
        return new Envelope.ToQueue(
            to.skill(),
            new QueueMessage.AgentReport(
                uncounted(report.agent(), rings), report.version(), report.ringing()));
      }
      return send;
    }

    private AgentAvailability uncounted(AgentAvailability view, int rings) {
      return Records.with(view, "conversations", Math.max(0, view.conversations() - rings));
    }

    private void roomier(AgentMachine agent, int more, ProtocolSimulator world) {
      AccountPolicy policy = agent.policy();
      Map<String, AgentPolicy> agents = new LinkedHashMap<>(policy.agents());
      agents.replaceAll(
          (id, one) ->
              Records.with(one, "id", id, "maxConversations", one.maxConversations() + more));
      agent.configure(Records.with(policy, "agents", agents), world.now());
    }
  },

  /** A new incarnation uses any configuration of its node, even an older one. */
  OLDER_CONFIGURATION {
    @Override
    public boolean wakesByOldest() {
      return true;
    }

    @Override
    public Faults faults(Random random) {
      return Faults.FRAILTY;
    }
  },

  /** An agent who has refused a conversation never gets it again, even without other agents. */
  REFUSED_FOR_GOOD {
    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      return without(
          outcome,
          send ->
              send instanceof Envelope.ToAgent to
                  && to.message() instanceof AgentMessage.Offer offer
                  && offer.eligibility().refusedBy().contains(to.agent()));
    }
  },

  /** An agent shows a conversation on the desktop at the claim, before it is granted. */
  ACCEPTED_BEFORE_GRANTED {
    @Override
    public Outcome<Object> after(
        Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
      return outcome.events().stream().anyMatch(Reserved.class::isInstance)
          ? both(outcome, accepted(node, world))
          : outcome;
    }

    private Outcome<Object> accepted(Node<?, ?, ?> node, ProtocolSimulator world) {
      List<Envelope> answers = new ArrayList<>();
      List<Reservation> reservations = ((AgentMachine) node.machine()).state().reservations();
      Reservation last = reservations.get(reservations.size() - 1);
      world
          .clients()
          .waitingFor(node.address(), new AgentMessage.Accept(last.conversation()))
          .forEach(client -> answers.add(new Envelope.ToClient(client, new Reply.Done())));
      return new Outcome<>(List.of(), answers);
    }
  },

  /** A queue sometimes does not store the decision of its distributor. */
  ALLOTMENT_FORGOTTEN {
    @Override
    public Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
      return letter.message() instanceof QueueMessage.Allotted allotted
          ? new Letter(
              letter.to(),
              Records.with(
                  allotted, "epoch", allotted.epoch() - (world.random().nextInt(20) == 0 ? 1 : 0)))
          : letter;
    }
  };

  private static Outcome<Object> tell(
      Node<?, ?, ?> node, Message message, ProtocolSimulator world) {
    return node.receive(message, Requester.NONE, world.now());
  }

  private static Outcome<Object> both(Outcome<Object> first, Outcome<Object> second) {
    return new Outcome<>(
        Stream.concat(first.events().stream(), second.events().stream()).toList(),
        Stream.concat(first.envelopes().stream(), second.envelopes().stream()).toList());
  }

  private static Outcome<Object> without(Outcome<Object> outcome, Predicate<Envelope> lost) {
    return new Outcome<>(
        outcome.events(), outcome.envelopes().stream().filter(lost.negate()).toList());
  }
}
