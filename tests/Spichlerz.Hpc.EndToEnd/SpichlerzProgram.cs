using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>How a process ended.</summary>
internal sealed record ProgramResult(string Command, int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    /// <summary>Everything, for the message of a failed assertion.</summary>
    public string Story => $"{Command}\nexit code {ExitCode} after {Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s\n--- output\n{Output}\n--- error\n{Error}";
}

/// <summary>The built program, run as users run it: a process of its own.</summary>
internal sealed class SpichlerzProgram : IDisposable
{
    /// <summary>No run of these tests needs a tenth of it, even on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>The dotnet that runs these tests.</summary>
    public static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process process;
    private readonly string command;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly long started = Stopwatch.GetTimestamp();

    private SpichlerzProgram(ProcessStartInfo start)
    {
        command = string.Join(' ', start.ArgumentList.Prepend(start.FileName));
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => process.HasExited;

    /// <summary>Largest resident set so far, in bytes; 0 once the process is gone.</summary>
    public long PeakBytes
    {
        get
        {
            try
            {
                string line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) ?? "VmHWM: 0 kB";
                return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) << 10;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    /// <summary>Runs <c>spichlerz</c> to its end.</summary>
    public static ProgramResult Run(params string[] arguments) => Run([], arguments);

    /// <param name="environment">Variables on top of this process's own.</param>
    /// <param name="arguments">What stands behind <c>spichlerz</c>.</param>
    public static ProgramResult Run((string Name, string Value)[] environment, params string[] arguments)
    {
        using var program = Start(environment, arguments);
        return program.WaitForEnd(Limit);
    }

    public static SpichlerzProgram Start(params string[] arguments) => Start([], arguments);

    /// <summary>Runs another program to its end.</summary>
    public static ProgramResult RunOther(string file, params string[] arguments)
    {
        using var program = new SpichlerzProgram(new ProcessStartInfo(file, arguments));
        return program.WaitForEnd(Limit);
    }

    /// <param name="environment">Variables on top of this process's own.</param>
    public static SpichlerzProgram StartOther((string Name, string Value)[] environment, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = Checkout.Root };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new SpichlerzProgram(start);
    }

    /// <param name="signal">As kill(1) names it, e.g. USR1.</param>
    public void Signal(string signal) =>
        RunOther("/bin/sh", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}"));

    /// <summary>Waits for the end; a process that outlives the limit is killed and fails the test.</summary>
    public ProgramResult WaitForEnd(TimeSpan limit)
    {
        bool hasEnded = process.WaitForExit(limit);
        if (!hasEnded)
            process.Kill(entireProcessTree: true);
        process.WaitForExit(); // also waits for the last lines
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        lock (output)
        {
            lock (error)
            {
                var result = new ProgramResult(command, process.ExitCode, output.ToString(), error.ToString(), elapsed);
                Assert.That(hasEnded, Is.True, $"Still running after {limit}: {result.Story}");
                return result;
            }
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static SpichlerzProgram Start((string Name, string Value)[] environment, string[] arguments)
    {
        Assert.That(File.Exists(Checkout.Program), Is.True, $"{Checkout.Program} is not built.");
        return StartOther(environment, Host, [Checkout.Program, .. arguments]);
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null)
                text.Append(line).Append('\n');
        }
    }
}
