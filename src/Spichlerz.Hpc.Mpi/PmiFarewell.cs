using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Spichlerz.Hpc.Mpi;

/// <summary>
/// Takes leave of the launcher without MPI_Finalize, in the launcher's own words (PMI, version 1: lines over the socket PMI_FD).
/// MPICH before 4.2 over UCX cannot do it safely: ranks that have closed their connections wait for the launcher and for nothing else,
/// and one that comes a little later waits for them for ever. Over TCP that was one run in three.
/// </summary>
/// <remarks>The bug and its end: pmodels/mpich, pull request 6596.</remarks>
internal sealed class PmiFarewell : IDisposable
{
    // All ranks have met already; nobody is more than a moment away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket launcher;

    private PmiFarewell(int descriptor) =>
        launcher = new Socket(new SafeSocketHandle(descriptor, ownsHandle: false)) { ReceiveTimeout = (int)Patience.TotalMilliseconds };

    /// <summary>Null where MPI_Finalize can be trusted, or the launcher speaks otherwise.</summary>
    /// <param name="libraryVersion">All that the library says of itself.</param>
    public static PmiFarewell? For(string libraryVersion, Func<string, string?> environment) =>
        IsNeeded(libraryVersion) && int.TryParse(environment("PMI_FD"), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) && !HasOtherPmi()
            ? new PmiFarewell(descriptor) : null;

    internal static bool IsNeeded(string libraryVersion) =>
        libraryVersion.Contains("ch4:ucx", StringComparison.Ordinal)
        && (libraryVersion.Contains("MPICH Version:\t4.0", StringComparison.Ordinal) || libraryVersion.Contains("MPICH Version:\t4.1", StringComparison.Ordinal));

    /// <summary>Meets all ranks and signs off; the process can end then.</summary>
    /// <param name="progress">Called again and again: others may still wait for what this rank has sent.</param>
    /// <exception cref="IOException">The launcher does not answer as agreed.</exception>
    public void Say(Action progress)
    {
        Send("cmd=barrier_in\n");
        for (long started = Stopwatch.GetTimestamp(); !launcher.Poll(TimeSpan.FromMilliseconds(1), SelectMode.SelectRead) && Stopwatch.GetElapsedTime(started) < Patience;)
            progress();
        Expect("cmd=barrier_out");
        Send("cmd=finalize\n");
        Expect("cmd=finalize_ack");
    }

    public void Dispose() => launcher.Dispose();

    /// <summary>A site's own PMI library (Slurm's, PMIx) may speak another language over the same socket.</summary>
    private static bool HasOtherPmi() => File.ReadLines("/proc/self/maps").Any(line => line.Contains("/libpmi", StringComparison.Ordinal));

    private void Send(string line) => launcher.Send(Encoding.ASCII.GetBytes(line));

    private void Expect(string answer)
    {
        byte[] line = new byte[256];
        int length = 0;
        while (length == 0 || line[length - 1] != '\n')
        {
            int read = launcher.Receive(line, length, 1, SocketFlags.None, out SocketError problem);
            if (read == 0)
                throw new IOException($"The launcher does not answer on PMI_FD ({problem}); expected {answer}.");
            length += read;
        }
        string text = Encoding.ASCII.GetString(line, 0, length);
        if (!text.StartsWith(answer, StringComparison.Ordinal))
            throw new IOException($"The launcher said '{text.Trim()}' on PMI_FD; expected {answer}.");
    }
}
