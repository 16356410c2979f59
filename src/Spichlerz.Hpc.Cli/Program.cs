using System.CommandLine;
using Spichlerz.Hpc.Cli;

var root = new RootCommand("""
    Cleans, near-deduplicates and releases text corpora.

    Start with:  spichlerz run configs/quickstart.yaml
    A run is one YAML file. Its stages leave proofs in the work directory, so the same command goes on after any interruption.
    Exit codes: 0 done, 1 defect, 2 usage, configuration or environment, 3 incomplete (run again to go on), 4 verification failed.
    """);
root.Add(RunVerb.CreateRun());
foreach (Command stage in RunVerb.CreateStages())
    root.Add(stage);
root.Add(StatusVerb.Create());
root.Add(VerifyVerb.Create());
root.Add(DoctorVerb.Create());

ParseResult parsed = root.Parse(args);
// Signals are the run's own business (RunSignals); the library would end the process after two seconds.
int code = parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
