package org.backplane.device.tck.internal.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.Report;
import org.backplane.device.tck.Verdict;
import org.backplane.device.tck.internal.Subject;

/** All checks, in an order in which each comes after those that it builds on. */
public final class Kit {
    /** Rises when checks are added or become stricter. */
    public static final int LEVEL = 1;

    private Kit() {
    }

    /** The checks. */
    public static List<Check> checks() {
        return List.of(new DeclarationCheck(), new WidthsCheck(), new PowerOnCheck(), new FuzzCheck(), new ReadWriteCheck(),
                new ReadOnlyCheck(), new ClearByOneCheck(), new NeighboursCheck(), new ResetCheck(), new DeterminismCheck(),
                new PeekCheck(), new InitCheck(), new IsolationCheck(), new LinesCheck(), new StateCheck(), new SwapCheck(),
                new RemovalCheck(), new DmaCheck(), new ThreadsCheck(), new CyclesCheck());
    }

    /** Tries everything. */
    public static Report run(Subject subject) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Check check : checks()) {
            Optional<String> blocker = check.needs().stream().filter(need -> blocks(findings.get(need))).findFirst();
            findings.put(check.name(), blocker.isPresent() ? check.blocked(blocker.get()) : check.judge(subject));
        }
        return new Report(subject.name(), LEVEL, new ArrayList<>(findings.values()));
    }

    private static boolean blocks(Finding finding) {
        return finding.verdict() == Verdict.FAILED || finding.verdict() == Verdict.NOT_JUDGED;
    }
}
