using System.Buffers;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>The name of a call, which some services write with the date and version of their interface behind it.</summary>
internal static class CallName
{
    private static readonly SearchValues<char> DateSigns = SearchValues.Create("0123456789_v");

    /// <summary>The name without them: <c>UpdateFunctionCode20150331v2</c> and <c>CreateDistribution2020_05_31</c> are <c>UpdateFunctionCode</c> and <c>CreateDistribution</c>.</summary>
    public static string WithoutDate(string name)
    {
        var date = name.IndexOf("20", name.AsSpan().LastIndexOfAnyExcept(DateSigns) + 1, StringComparison.Ordinal);
        return date > 0 && name.Length - date >= "20150331".Length ? name[..date] : name;
    }
}
