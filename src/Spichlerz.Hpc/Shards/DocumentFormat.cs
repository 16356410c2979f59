using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Shards;

/// <summary>
/// The one form in which we write a document: <c>{"text":"…","meta":{"spichlerz":{"id":"…"[,FACTS]}[,META]}}</c>.
/// Our object stands first in <c>meta</c>, so that readers find it without walking through the dataset's own metadata.
/// </summary>
internal static class DocumentFormat
{
    public static ReadOnlySpan<byte> TextStart => "{\"text\":\""u8;

    public static ReadOnlySpan<byte> MetaStart => "\",\"meta\":{\"spichlerz\":{\"id\":\""u8;

    /// <summary>The id up to the row, as it stands inside the JSON string.</summary>
    public static byte[] IdPrefix(ShardId shard)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes($"{shard}/");
        byte[] json = new byte[JsonStringKernel.MaxEscapedLength(utf8.Length)];
        return json[..JsonStringKernel.Escape(utf8, json)];
    }

    /// <summary>Index of the brace that closes the object whose first byte after the opening brace is json[0], or −1.</summary>
    public static int IndexOfObjectEnd(ReadOnlySpan<byte> json)
    {
        int depth = 0;
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] == (byte)'"')
            {
                i = IndexOfStringEnd(json, i + 1);
                if (i < 0)
                    return -1;
            }
            else if (json[i] == (byte)'{')
            {
                depth++;
            }
            else if (json[i] == (byte)'}' && depth-- == 0)
            {
                return i;
            }
        }
        return -1;
    }

    private static int IndexOfStringEnd(ReadOnlySpan<byte> json, int i)
    {
        while (i < json.Length)
        {
            int step = json[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
                return -1;
            i += step;
            if (json[i] == (byte)'"')
                return i;
            i += 2;
        }
        return -1;
    }
}
