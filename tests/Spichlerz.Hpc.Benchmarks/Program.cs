using BenchmarkDotNet.Running;
using Spichlerz.Hpc.Benchmarks;
using Spichlerz.Hpc.Benchmarks.Scale;

// "pipeline CORPUS …" runs the whole-pipeline harness, "scale FOLDER DOCUMENTS …" deduplicates a synthetic corpus; anything else goes to
// BenchmarkDotNet, e.g. --filter '*Json*'.
if (args is ["pipeline", .. var options])
    return PipelineHarness.Run(options);
if (args is ["scale", .. var scaleOptions])
    return ScaleHarness.Run(scaleOptions);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
