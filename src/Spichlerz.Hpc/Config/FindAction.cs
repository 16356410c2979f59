namespace Spichlerz.Hpc.Config;

/// <summary>What happens to a find in a text, and to the document that holds it. Every find but those that are off is counted.</summary>
public enum FindAction
{
    /// <summary>Its kind's placeholder stands in its place.</summary>
    Mask,

    /// <summary>The document is dropped.</summary>
    Drop,

    /// <summary>It stays and is only counted.</summary>
    Count,

    /// <summary>It is not looked for.</summary>
    Off,
}
