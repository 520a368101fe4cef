using System.Text.Json;

namespace Portal.Changes;

/// <summary>The lines in which two texts differ. JSON is compared as it reads: one value a line.</summary>
internal static class TextDifference
{
    /// <summary>Beyond this many lines a side the texts are shown as they are.</summary>
    internal const int MostLines = 1_500;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>All lines of both texts in order; those that only one has are marked.</summary>
    public static IReadOnlyList<Line> Of(string? before, string? after)
    {
        var old = LinesOf(before);
        var now = LinesOf(after);
        if (old.Length > MostLines || now.Length > MostLines)
        {
            return [.. old.Select(l => new Line(Side.Before, l)), .. now.Select(l => new Line(Side.After, l))];
        }
        var common = CommonLengths(old, now);
        var lines = new List<Line>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add(new(Side.Both, old[i]));
                i++;
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new(Side.Before, old[i++]));
            }
            else
            {
                lines.Add(new(Side.After, now[j++]));
            }
        }
        return lines;
    }

    /// <summary>The text with its JSON, if it is JSON, written one value a line.</summary>
    public static string Pretty(string text)
    {
        if (text.TrimStart() is not ['{' or '[', ..])
        {
            return text;
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string[] LinesOf(string? text) => text is null ? [] : Pretty(text).ReplaceLineEndings("\n").Split('\n');

    /// <summary>For each pair of positions the length of the longest common run of lines from there to the ends.</summary>
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        return common;
    }

    /// <summary>Who has a line.</summary>
    public enum Side
    {
        /// <summary>Both.</summary>
        Both,
        /// <summary>Only the text before.</summary>
        Before,
        /// <summary>Only the text after.</summary>
        After,
    }

    /// <summary>One line.</summary>
    /// <param name="Side">Who has it.</param>
    /// <param name="Text">The line.</param>
    public sealed record Line(Side Side, string Text);
}
