using System.Buffers.Binary;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Reads fastText's .ftz format, version 12, as far as lid.176.ftz uses it: pruned dictionary, quantised input with norms, plain output, hierarchical softmax.</summary>
internal ref struct LanguageModelReader
{
    private const int Magic = 793712314, Version = 12, HierarchicalSoftmax = 1, Supervised = 3, Centroids = 256;

    private readonly ReadOnlySpan<byte> file;
    private int position;

    private LanguageModelReader(ReadOnlySpan<byte> file) => this.file = file;

    /// <exception cref="InvalidDataException">The file is another format or uses a part of fastText that this reader lacks.</exception>
    public static LanguageModel Read(ReadOnlySpan<byte> file)
    {
        var reader = new LanguageModelReader(file);
        int buckets = reader.ReadArguments();
        int entries = reader.ReadInt(), wordCount = reader.ReadInt(), labelCount = reader.ReadInt();
        reader.ReadLong(); // tokens seen in training
        int keptCount = checked((int)reader.ReadLong());
        if (entries != wordCount + labelCount || labelCount < 2 || keptCount < 1)
            throw reader.Fault($"the dictionary counts {entries} entries, {wordCount} words, {labelCount} labels, {keptCount} n-grams");

        byte[][] words = new byte[wordCount][];
        for (int i = 0; i < words.Length; i++)
            words[i] = reader.ReadEntry(kind: 0, out _);
        if (!words[WordIndex.EndOfLine].AsSpan().SequenceEqual("</s>"u8))
            throw reader.Fault("the first word is not </s>");
        string[] codes = new string[labelCount];
        long[] counts = new long[labelCount];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = Encoding.UTF8.GetString(reader.ReadEntry(kind: 1, out counts[i])["__label__".Length..]);

        int[] kept = new int[keptCount], sources = new int[keptCount];
        for (int i = 0; i < keptCount; i++)
            (kept[i], sources[i]) = (reader.ReadInt(), reader.ReadInt());
        Array.Sort(kept, sources);
        var subwords = new SubwordIndex(buckets, kept, firstRow: wordCount);
        float[] vectors = reader.ReadQuantised(wordCount, sources);
        float[] output = reader.ReadOutput(labelCount);
        if (reader.position != file.Length)
            throw reader.Fault($"{file.Length - reader.position} bytes follow the model");
        var index = new WordIndex(words, [.. words.Select((word, number) => RowsOf(word, number, subwords))]);
        return new LanguageModel(index, subwords, vectors, new LabelTree(codes, counts, output, RowSumKernel.Columns), codes);
    }

    private static int[] RowsOf(byte[] word, int number, SubwordIndex subwords)
    {
        if (number == WordIndex.EndOfLine) return [number];
        byte[] bordered = [(byte)'<', .. word, (byte)'>'];
        int[] rows = new int[SubwordKernel.MaxRows(bordered.Length)];
        int count = SubwordKernel.Rows(bordered, 0, bordered.Length, subwords, rows);
        return [number, .. rows.AsSpan(0, count)];
    }

    /// <returns>The number of buckets.</returns>
    private int ReadArguments()
    {
        Expect("magic", Magic);
        Expect("version", Version);
        Expect("dim", RowSumKernel.Columns);
        position += 4 * sizeof(int); // ws, epoch, minCount, neg: of training only
        Expect("wordNgrams", 1);
        Expect("loss", HierarchicalSoftmax);
        Expect("model", Supervised);
        int buckets = ReadInt();
        Expect("minn", SubwordIndex.MinLength);
        Expect("maxn", SubwordIndex.MaxLength);
        position += sizeof(int) + sizeof(double); // lrUpdateRate, t
        return buckets;
    }

    private byte[] ReadEntry(byte kind, out long count)
    {
        int length = file[position..].IndexOf((byte)0);
        byte[] text = file.Slice(position, length).ToArray();
        position += length + 1;
        count = ReadLong();
        if (file[position++] != kind)
            throw Fault("words and labels are mixed");
        return text;
    }

    /// <summary>De-quantises the input matrix: the words' rows in their order, then the n-grams' in the order of <paramref name="sources"/>.</summary>
    private float[] ReadQuantised(int wordCount, int[] sources)
    {
        if (file[position++] != 1 || file[position++] != 1)
            throw Fault("the input matrix is not quantised with norms");
        long rowCount = ReadLong(), columns = ReadLong();
        int codeBytes = ReadInt(), codesPerRow = (int)(codeBytes / rowCount);
        if (columns != RowSumKernel.Columns || (long)codesPerRow * rowCount != codeBytes || rowCount < wordCount + sources.Length)
            throw Fault($"the input matrix has {rowCount} × {columns} numbers in {codeBytes} codes");
        ReadOnlySpan<byte> codes = Take(codeBytes);
        float[] centroids = ReadCentroids(RowSumKernel.Columns, codesPerRow);
        ReadOnlySpan<byte> normCodes = Take((int)rowCount);
        float[] norms = ReadCentroids(1, 1);

        int part = RowSumKernel.Columns / codesPerRow;
        float[] vectors = new float[(wordCount + sources.Length) * RowSumKernel.Columns];
        for (int row = 0; row < wordCount + sources.Length; row++)
        {
            int source = row < wordCount ? row : wordCount + sources[row - wordCount];
            float norm = norms[normCodes[source]];
            for (int column = 0; column < RowSumKernel.Columns; column++)
            {
                int section = column / part, code = codes[(source * codesPerRow) + section];
                vectors[(row * RowSumKernel.Columns) + column] = norm * centroids[(((section * Centroids) + code) * part) + (column % part)];
            }
        }
        return vectors;
    }

    private float[] ReadCentroids(int columns, int sections)
    {
        Expect("columns of a product quantiser", columns);
        Expect("sections of a product quantiser", sections);
        Expect("columns of a section", columns / sections);
        Expect("columns of the last section", columns / sections);
        return ReadFloats(columns * Centroids);
    }

    private float[] ReadOutput(int labelCount)
    {
        if (file[position++] != 0)
            throw Fault("the output matrix is quantised");
        long rows = ReadLong(), columns = ReadLong();
        if (rows != labelCount || columns != RowSumKernel.Columns)
            throw Fault($"the output matrix has {rows} × {columns} numbers");
        return ReadFloats(labelCount * RowSumKernel.Columns);
    }

    private void Expect(string name, int expected)
    {
        if (ReadInt() is var value && value != expected)
            throw Fault($"{name} is {value}, this reader knows {expected}");
    }

    private InvalidDataException Fault(string problem) =>
        new($"lid.176.ftz, byte {position}: {problem}. Put back the file named in lid.176.LICENCE.md.");

    private int ReadInt() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    private long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    private float[] ReadFloats(int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));
        return values;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > file.Length - position)
            throw Fault($"{count} bytes wanted, {file.Length - position} left");
        position += count;
        return file.Slice(position - count, count);
    }
}
