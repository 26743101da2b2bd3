package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Indicators;
import java.util.Map;

/// The desk for tokens, machines, their actions, indicators, and the storage that links lead to.
final class DefenderCloud implements Cloud {
    private static final String CLIENT_ID = "cordon";
    private static final String TOKEN = "/acme/oauth2/v2.0/token";

    private final Ground ground;
    private final Door door;
    private final Fleet fleet;
    private final Indicators list;
    private final Machines machines;
    private final Book book;
    private final Rules rules;

    DefenderCloud(Ground ground) {
        this.ground = ground;
        this.door = new Door(ground.stage(), ground.tokens(CLIENT_ID));
        this.fleet = new Fleet("DEF", Ids::sha1, ground);
        this.list = new Indicators(Ids.digits(6), ground);
        this.machines = new Machines(door, fleet);
        this.book = new Book(ground, door, fleet);
        this.rules = new Rules(door, list);
    }

    @Override
    public Reply handle(Request request) {
        if (request.path().equals(TOKEN) && request.method().equals("POST")) {
            return ground.stage().read("token", "", () -> door.issue(request));
        }
        var words = request.words();
        var first = words.getFirst();
        if (first.equals("storage") && words.size() == 2) {
            return book.stored(words.get(1), request);
        }
        if (!first.equals("api") || words.size() < 2) {
            return unplayed(request);
        }
        var rest = words.subList(2, words.size());
        var answer = switch (words.get(1)) {
            case "machines" ->
                rest.size() == 2 && request.method().equals("POST")
                        ? book.ask(request, rest.getFirst(), rest.getLast())
                        : machines.handle(request, rest);
            case "machineactions" -> book.handle(request, rest);
            case "indicators" -> rules.handle(request, rest);
            default -> null;
        };
        return answer == null ? unplayed(request) : answer;
    }

    private static Reply unplayed(Request request) {
        return Defender.problem(
                404, "ResourceNotFound", "the range does not play " + request.method() + " " + request.path());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("TOKEN_URL"),
                ground.url() + TOKEN,
                ground.variable("CLIENT_ID"),
                CLIENT_ID,
                ground.variable("CLIENT_SECRET"),
                ground.secret("client"),
                ground.variable("KILL_SCRIPT"),
                Errands.KILL,
                ground.variable("DOWNLOAD_HOSTS"),
                ground.url().getHost() + ":" + ground.url().getPort());
    }

    @Override
    public Rosters rosters() {
        return new Rosters(fleet, Roster.NONE, list);
    }

    @Override
    public void reset() {
        fleet.reset();
        list.reset();
        book.forget();
    }

    @Override
    public void expireTokens() {
        door.expireAll();
    }
}
