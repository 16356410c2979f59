using BenchmarkDotNet.Running;
using Spichlerz.Hpc.Benchmarks;
using Spichlerz.Hpc.Benchmarks.Scale;

// "pipeline CORPUS …" runs the whole-pipeline harness, "scale FOLDER DOCUMENTS …" deduplicates a synthetic corpus, "exchange …" measures
// MPI ranks; anything else goes to BenchmarkDotNet, e.g. --filter '*Json*'.
switch (args)
{
    case ["pipeline", .. var options]:
        return PipelineHarness.Run(options);
    case ["scale", .. var options]:
        return ScaleHarness.Run(options);
    case ["exchange", .. var options]:
        return ExchangeBenchmark.Run(options);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
