namespace Spichlerz.Hpc.Shards;

/// <summary>
/// Cuts a stream into lines and knows where each stood. Holds one line in memory: a line longer than the limit is
/// passed over and only its first <see cref="HeadBytes"/> are kept; a damaged stream ends with what could be read of its last line.
/// </summary>
public sealed class LineReader(Stream stream, int maxLineBytes) : IDisposable
{
    /// <summary>How much of an overlong line is kept to show.</summary>
    public const int HeadBytes = 4096;

#if DEBUG
    private const int InitialBytes = 64; // so that every test crosses the refill path
#else
    private const int InitialBytes = 1 << 20;
#endif

    private byte[] buffer = new byte[InitialBytes];
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>The line without its line feed; a view that lives until the next <see cref="MoveNext"/>. Of an overlong line the first bytes.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Counts lines from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where the line starts, in bytes after decompression.</summary>
    public long Offset { get; private set; }

    /// <summary>The line's whole length without the line feed.</summary>
    public long LineBytes { get; private set; }

    /// <summary>The line was longer than the limit.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What the decompressor said when the stream broke off inside or right before this line; the rest of the file is lost.</summary>
    public Exception? Damage { get; private set; }

    /// <summary>Goes to the next line; false at the end of the stream.</summary>
    public bool MoveNext()
    {
        if (Damage is not null)
            return false;
        Offset += Number == 0 ? 0 : LineBytes + 1;
        Number++;
        IsTooLong = false;
        int searched = 0;
        while (true)
        {
            int newline = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(searched + newline, separator: 1);
            searched = end - start;
            if (searched > Math.Max(maxLineBytes, HeadBytes)) // so that the head is whole, however the stream is cut
                return PassOver();
            if (!Fill())
                return (searched > 0 || Damage is not null) && Take(searched, separator: 0);
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Take(int length, int separator)
    {
        LineBytes = length;
        IsTooLong = length > maxLineBytes;
        Line = buffer.AsMemory(start, IsTooLong ? Math.Min(length, HeadBytes) : length);
        start += length + separator;
        return true;
    }

    /// <summary>The buffer holds the start of a line that is already too long: keeps its head and reads on to its end.</summary>
    private bool PassOver()
    {
        byte[] head = buffer.AsSpan(start, Math.Min(HeadBytes, end - start)).ToArray();
        long length = end - start;
        int newline = -1;
        start = end;
        while (newline < 0 && Fill())
        {
            newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            length += newline < 0 ? end - start : newline;
            start = newline < 0 ? end : start + newline + 1;
        }
        LineBytes = length;
        IsTooLong = true;
        Line = head;
        return true;
    }

    /// <summary>Reads more bytes behind what is there; false at the end of the stream or at damage.</summary>
    private bool Fill()
    {
        if (atEnd)
            return false;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Array.MaxLength));
        try
        {
            int read = stream.Read(buffer, end, buffer.Length - end);
            end += read;
            atEnd = read == 0;
        }
        catch (Exception e) when (JsonlFile.IsDamage(e))
        {
            Damage = e;
            atEnd = true;
        }
        return !atEnd;
    }
}
