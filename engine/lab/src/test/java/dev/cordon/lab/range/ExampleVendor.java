package dev.cordon.lab.range;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Indicators;
import dev.cordon.lab.range.company.People;
import java.util.Map;

/// As small as a vendor can be that looks after everything: the recipe, followed.
@AutoService(Vendor.class)
public final class ExampleVendor implements Vendor {
    @Override
    public String name() {
        return "example-cloud";
    }

    @Override
    public String product() {
        return "Example Cloud, by nobody";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Played(this, ground);
    }

    private record Played(Vendor vendor, Ground ground, Fleet fleet, People people, Indicators indicators)
            implements Cloud {
        Played(Vendor vendor, Ground ground) {
            this(
                    vendor,
                    ground,
                    new Fleet("EXA", Ids::uuid, ground),
                    new People("EXA", Ids.digits(8), ground),
                    new Indicators(Ids.digits(6), ground));
        }

        /// `POST /machines/{id}/isolate` and nothing else.
        @Override
        public Reply handle(Request request) {
            var words = request.words();
            if (words.size() != 3 || !words.getFirst().equals("machines")) {
                return vendor.problem(404, "not played");
            }
            var machine = fleet.byId(words.get(1));
            return machine.isEmpty()
                    ? ground.stage()
                            .change(
                                    request,
                                    words.get(2),
                                    new Unknown(words.get(1)),
                                    nobody -> vendor.problem(404, "no such machine"))
                    : ground.stage().change(request, words.get(2), machine.get(), found -> {
                        if (!new Bearer("X-Key", "", ground.secret("key")).admits(request)) {
                            return vendor.problem(401, "wrong key");
                        }
                        return Reply.json(200, Map.of("news", found.contain()));
                    });
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    ground.variable("URL"), ground.url().toString(),
                    ground.variable("KEY"), ground.secret("key"));
        }

        @Override
        public Rosters rosters() {
            return new Rosters(fleet, people, indicators);
        }
    }
}
