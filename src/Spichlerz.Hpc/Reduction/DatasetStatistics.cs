using System.Text.Json;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Reduction;

/// <summary>Adds up the statistics of documents as SpeakLeash's manifests do: counts are summed, averages are unweighted means over documents.</summary>
public sealed class DatasetStatistics
{
    private readonly long[] counts = new long[TextStatistics.CountNames.Length];
    private readonly double[] averages = new double[TextStatistics.AverageNames.Length];
    private bool hasOovs;

    private static ReadOnlySpan<byte> Member => "\"statistics\":"u8;

    public long Documents { get; private set; }

    /// <summary>Adds a document, from the statistics that clean wrote to its facts.</summary>
    public void Add(Document document)
    {
        Documents++;
        ReadOnlySpan<byte> facts = document.Facts.Span;
        // Clean writes it last: an earlier one belongs to an earlier run whose metadata is kept inside.
        int start = facts.LastIndexOf(Member);
        if (start < 0)
            return;
        var json = new Utf8JsonReader(facts[(start + Member.Length)..]);
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            int count = IndexOf(TextStatistics.CountNames, ref json), average = IndexOf(TextStatistics.AverageNames, ref json);
            json.Read();
            if (count >= 0)
            {
                counts[count] += json.GetInt64();
                hasOovs |= TextStatistics.CountNames[count] == TextStatistics.OovsName;
            }
            else if (average >= 0)
                averages[average] += json.GetDouble();
        }
    }

    /// <summary>The object <c>stats</c> of a SpeakLeash manifest.</summary>
    public JsonObject ToJson()
    {
        var stats = new JsonObject { ["documents"] = Documents };
        for (int i = 0; i < counts.Length; i++)
        {
            if (hasOovs || TextStatistics.CountNames[i] != TextStatistics.OovsName)
                stats[TextStatistics.CountNames[i]] = counts[i];
        }
        for (int i = 0; i < averages.Length; i++)
            stats[TextStatistics.AverageNames[i]] = Documents == 0 ? 0 : Math.Round(averages[i] / Documents, 4);
        // No model has labelled the documents: none is claimed to be of any class.
        stats["quality"] = new JsonObject { ["HIGH"] = 0, ["MEDIUM"] = 0, ["LOW"] = 0 };
        return stats;
    }

    private static int IndexOf(string[] names, ref Utf8JsonReader json)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (json.ValueTextEquals(names[i]))
                return i;
        }
        return -1;
    }
}
