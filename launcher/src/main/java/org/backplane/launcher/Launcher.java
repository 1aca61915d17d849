package org.backplane.launcher;

import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point of the distribution. */
public final class Launcher {
    private static final int WRONG_COMMAND_LINE = 2;

    private Launcher() {
    }

    /**
     * Runs a machine until it is switched off and exits with the status that it gives.
     *
     * @param arguments the command line, see {@code --help}
     */
    public static void main(String[] arguments) {
        // Libraries that log through the JDK speak up only when something is wrong.
        Logger.getLogger("").setLevel(Level.WARNING);
        int status = run(arguments, new PrintWriter(System.out, true), new PrintWriter(System.err, true));
        System.exit(status);
    }

    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        Options options = new Options();
        GuestCommand guest = new GuestCommand();
        CommandLine commandLine = new CommandLine(options).addSubcommand(guest).setOut(out).setErr(err);
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return 0;
            }
            return parsed.hasSubcommand() ? guest(guest, parsed, err) : start(options);
        } catch (ParameterException e) {
            err.println("backplane: " + e.getMessage().lines().findFirst().orElse("") + "; --help lists the options");
            return WRONG_COMMAND_LINE;
        } catch (UsageException e) {
            err.println("backplane: " + e.getMessage());
            return WRONG_COMMAND_LINE;
        }
    }

    /** The guest has options of its own, so those that stand before it would count for nothing. */
    private static int guest(GuestCommand guest, ParseResult parsed, PrintWriter err) {
        if (!parsed.matchedArgs().isEmpty()) {
            String option = parsed.originalArgs().get(0);
            throw new UsageException(option + " stands before guest; write it behind the guest's name");
        }
        return GuestCommand.status(start(guest.prepare(err)));
    }

    private static int start(Options options) {
        return new Platform(LaunchPlan.make(options), options).run();
    }
}
