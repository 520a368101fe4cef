namespace Portal.Data.Platforms.Aws.Events;

/// <summary>Brings texts of events into the form in which they are shown.</summary>
internal static class EventTexts
{
    /// <summary>A policy document that may be URL-encoded.</summary>
    public static string Decoded(string text) =>
        text.StartsWith("%7B", StringComparison.OrdinalIgnoreCase) || text.StartsWith("%0A", StringComparison.OrdinalIgnoreCase) || text.StartsWith("%20", StringComparison.Ordinal)
            ? Uri.UnescapeDataString(text)
            : text;
}
