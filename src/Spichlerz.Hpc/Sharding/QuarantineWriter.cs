using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Sharding;

/// <summary>
/// Keeps what could not be read as a document: quarantine/DATASET/FFFFF.jsonl.zst, one record a line with file, byte offset after
/// decompression, line, reason, error and the first 4 KiB of the line in base64. There is no file where nothing was unreadable.
/// </summary>
internal sealed class QuarantineWriter(WorkDirectory work, ShardId file, string inputName, int rank) : IDisposable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly string relativePath = string.Create(CultureInfo.InvariantCulture, $"quarantine/{file.Dataset}/{file.File:D5}.jsonl.zst");
    private ShardWriter? writer;

    public void Add(LineReader lines, RecordFault fault)
    {
        writer ??= new ShardWriter(work.Full(relativePath), ShardWriter.InternalLevel, rank);
        ReadOnlySpan<byte> head = lines.Line.Span[..Math.Min(lines.Line.Length, LineReader.HeadBytes)];
        writer.WriteLine(JsonSerializer.SerializeToUtf8Bytes(
            new Record(inputName, lines.Number, lines.Offset, lines.LineBytes, fault.Reason, fault.Detail, Convert.ToBase64String(head)), Options));
    }

    public FileEntry? Finish()
    {
        if (writer is not null)
            return writer.Commit(relativePath);
        if (File.Exists(work.Full(relativePath)))
            File.Delete(work.Full(relativePath)); // of an earlier version of the input
        return null;
    }

    public void Dispose() => writer?.Dispose();

    private sealed record Record(string File, long Line, long Offset, long Bytes, string Reason, string Error, string Head);
}
