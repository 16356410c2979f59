using BenchmarkDotNet.Running;
using Spichlerz.Hpc.Benchmarks;

// "pipeline CORPUS …" runs the whole-pipeline harness; anything else goes to BenchmarkDotNet, e.g. --filter '*Json*'.
if (args is ["pipeline", .. var options])
    return PipelineHarness.Run(options);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
