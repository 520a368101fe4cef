using System.Security.Claims;
using System.Text.Json;

namespace Portal.Hosting.SignIn;

/// <summary>Reads a claim's values; where the claim is JSON, dots lead into it.</summary>
internal static class ClaimPath
{
    /// <summary>The values of the claim, each once.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="path">A claim's name, as <c>roles</c>, or a way into one, as <c>realm_access.roles</c>.</param>
    public static IReadOnlyList<string> Read(IEnumerable<Claim> claims, string path)
    {
        var all = claims.ToList();
        var whole = all.Where(c => c.Type == path).ToList();
        if (whole.Count > 0)
        {
            return [.. whole.SelectMany(c => Values(c.Value, [])).Distinct(StringComparer.Ordinal)];
        }
        var steps = path.Split('.');
        return [.. all.Where(c => c.Type == steps[0]).SelectMany(c => Values(c.Value, steps[1..])).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Values(string text, string[] steps)
    {
        if (text is not ['{' or '[', ..])
        {
            return steps.Length == 0 ? [text] : [];
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            var at = json.RootElement;
            foreach (var step in steps)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
                {
                    return [];
                }
            }
            return at.ValueKind switch
            {
                JsonValueKind.Array => [.. at.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
                JsonValueKind.String => [at.GetString()!],
                _ => [],
            };
        }
        catch (JsonException)
        {
            // A name that happens to begin with a bracket.
            return steps.Length == 0 ? [text] : [];
        }
    }
}
