namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>An element of a page or a run of its text. Its content stands behind it, up to <paramref name="End"/>.</summary>
/// <param name="Parent">Index of the element it stands in; -1 for the first.</param>
/// <param name="End">Index of the first node behind its content.</param>
/// <param name="Start">First byte of the text, or of an element's name where that is kept.</param>
/// <param name="Length">Bytes of the text or name.</param>
/// <param name="IsDecoded">Of text: whether it is in <see cref="HtmlTree.Decoded"/> rather than in the page.</param>
/// <param name="IsNamedAside">Of an element: whether its class or id says that it is a menu or the like.</param>
internal record struct HtmlNode(HtmlTag Tag, int Parent, int End, int Start = 0, int Length = 0, bool IsDecoded = false, bool IsNamedAside = false);

/// <summary>The body of one page: its elements and texts in their order, in memory that the next page uses again.</summary>
internal sealed class HtmlTree
{
    private const int UsualNodes = 1 << 8, MostNodes = 1 << 17, UsualBytes = 1 << 12, MostBytes = 1 << 22;

    private HtmlNode[] nodes = new HtmlNode[UsualNodes];
    private byte[] decoded = new byte[UsualBytes];
    private int decodedLength;

    public int Count { get; private set; }

    /// <summary>Text that stands otherwise in the page.</summary>
    public ReadOnlySpan<byte> Decoded => decoded.AsSpan(0, decodedLength);

    public ref HtmlNode this[int index] => ref nodes[index];

    /// <summary>The bytes of a node that is text.</summary>
    /// <param name="html">The page that the tree was read from.</param>
    public ReadOnlySpan<byte> TextOf(int index, ReadOnlySpan<byte> html)
    {
        ref readonly HtmlNode node = ref nodes[index];
        return (node.IsDecoded ? Decoded : html).Slice(node.Start, node.Length);
    }

    /// <summary>Begins a new page; what one of unusual size took is not kept.</summary>
    public void Clear()
    {
        Count = decodedLength = 0;
        nodes = nodes.Length > MostNodes ? new HtmlNode[UsualNodes] : nodes;
        decoded = decoded.Length > MostBytes ? new byte[UsualBytes] : decoded;
    }

    /// <summary>Adds an element without content; <see cref="End"/> ends it.</summary>
    public int Add(HtmlTag tag, int parent, bool isNamedAside = false) => Add(new HtmlNode(tag, parent, Count + 1, IsNamedAside: isNamedAside));

    /// <summary>Adds an element without content that keeps its name.</summary>
    public int Add(HtmlTag tag, int parent, int nameStart, int nameLength) => Add(new HtmlNode(tag, parent, Count + 1, nameStart, nameLength));

    /// <summary>Adds text of the page.</summary>
    public void AddText(int parent, int start, int length) => Add(new HtmlNode(HtmlTag.Text, parent, Count + 1, start, length));

    /// <summary>Adds the text that <see cref="Write"/> wrote since.</summary>
    public void AddDecoded(int parent, int start) => Add(new HtmlNode(HtmlTag.Text, parent, Count + 1, start, decodedLength - start, IsDecoded: true));

    /// <summary>Ends an element: what comes next is not in it.</summary>
    public void End(int index) => nodes[index].End = Count;

    public void Write(ReadOnlySpan<byte> utf8) => utf8.CopyTo(Reserve(utf8.Length));

    /// <summary>Room for so many bytes of decoded text, which count as written.</summary>
    public Span<byte> Reserve(int length)
    {
        if (decoded.Length - decodedLength < length)
            Array.Resize(ref decoded, Math.Max(2 * decoded.Length, decodedLength + length));
        decodedLength += length;
        return decoded.AsSpan(decodedLength - length, length);
    }

    private int Add(HtmlNode node)
    {
        if (Count == nodes.Length)
            Array.Resize(ref nodes, 2 * nodes.Length);
        nodes[Count] = node;
        return Count++;
    }
}
