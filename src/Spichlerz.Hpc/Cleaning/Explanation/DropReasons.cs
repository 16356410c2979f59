using System.Collections.Frozen;

namespace Spichlerz.Hpc.Cleaning.Explanation;

/// <summary>Which setting of its step stands behind each reason of the dropped table.</summary>
internal static class DropReasons
{
    private static readonly FrozenDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["only_boilerplate"] = "max_document_ratio",
        ["replacement_characters"] = "max_replacement_ratio",
        ["encoded"] = "max_encoded_ratio",
        ["binary"] = "max_binary_ratio",
        ["same_token"] = "max_same_token_ratio",
        ["long_line"] = "max_line_bytes",
        ["long_token"] = "max_token_bytes",
        ["secret"] = "secrets",
        ["too_short"] = "min_characters",
        ["brace"] = "drop_braces",
        ["phrase"] = "document_phrases",
        ["few_sentences"] = "min_sentences",
        ["duplicate_lines"] = "max_duplicate_line_ratio",
        ["duplicate_line_characters"] = "max_duplicate_line_character_ratio",
        ["duplicate_paragraphs"] = "max_duplicate_paragraph_ratio",
        ["duplicate_paragraph_characters"] = "max_duplicate_paragraph_character_ratio",
        ["few_words"] = "min_words",
        ["many_words"] = "max_words",
        ["short_words"] = "min_mean_word_length",
        ["long_words"] = "max_mean_word_length",
        ["many_hashes"] = "max_hash_ratio",
        ["many_ellipses"] = "max_ellipsis_ratio",
        ["few_alphabetic_words"] = "min_alphabetic_word_ratio",
        ["few_stop_words"] = "min_distinct_stop_words",
        ["many_bullet_lines"] = "max_bullet_line_ratio",
        ["many_ellipsis_lines"] = "max_ellipsis_line_ratio",
        ["many_newlines"] = "max_newline_ratio",
        ["few_ended_lines"] = "min_end_mark_line_ratio",
        ["many_short_lines"] = "max_short_line_ratio",
        ["repeated_line_characters"] = "max_repeated_line_character_ratio",
    }.ToFrozenDictionary();

    /// <summary>The key within the step's section; null for a rule without setting.</summary>
    public static string? SettingOf(string reason) =>
        Settings.TryGetValue(reason, out string? setting) ? setting
        : reason.StartsWith("language_", StringComparison.Ordinal) ? "keep"
        : reason.StartsWith("pii_", StringComparison.Ordinal) ? reason["pii_".Length..]
        : reason.EndsWith("gram", StringComparison.Ordinal) ? $"max_{reason.Replace("_", "", StringComparison.Ordinal)}_ratio" // max_top2gram_ratio
        : null;
}
