using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.People.Scim;

/// <summary>
/// A filter of RFC 7644, section 3.4.2.2, as a tree. Text compares in any case but where the schema says otherwise; an attribute of many values
/// matches when one of them does; what is not there matches nothing but <c>ne</c> and <c>not</c>.
/// </summary>
internal abstract record ScimFilter
{
    /// <summary>Whether a resource, or a value of one of its attributes, is one of those.</summary>
    public abstract bool Matches(JsonObject resource);

    /// <summary>The values under a path; those of an attribute of many values one by one.</summary>
    internal static IEnumerable<JsonNode> ValuesAt(JsonNode node, IEnumerable<string> names)
    {
        IEnumerable<JsonNode> nodes = [node];
        foreach (var name in names)
        {
            nodes = nodes.SelectMany(n => n is JsonObject o ? Child(o, name) : []);
        }
        return nodes;
    }

    private static IEnumerable<JsonNode> Child(JsonObject parent, string name) => parent
        .Where(p => p.Value is not null && p.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .SelectMany(p => p.Value is JsonArray array ? array.OfType<JsonNode>() : [p.Value!]);

    /// <summary>Both.</summary>
    public sealed record And(ScimFilter Left, ScimFilter Right) : ScimFilter
    {
        /// <inheritdoc/>
        public override bool Matches(JsonObject resource) => Left.Matches(resource) && Right.Matches(resource);

        /// <inheritdoc/>
        public override string ToString() => $"({Left}) and ({Right})";
    }

    /// <summary>Either.</summary>
    public sealed record Or(ScimFilter Left, ScimFilter Right) : ScimFilter
    {
        /// <inheritdoc/>
        public override bool Matches(JsonObject resource) => Left.Matches(resource) || Right.Matches(resource);

        /// <inheritdoc/>
        public override string ToString() => $"({Left}) or ({Right})";
    }

    /// <summary>Not.</summary>
    public sealed record Not(ScimFilter Of) : ScimFilter
    {
        /// <inheritdoc/>
        public override bool Matches(JsonObject resource) => !Of.Matches(resource);

        /// <inheritdoc/>
        public override string ToString() => $"not ({Of})";
    }

    /// <summary>It has a value.</summary>
    public sealed record Present(ScimPath Path) : ScimFilter
    {
        /// <inheritdoc/>
        public override bool Matches(JsonObject resource) =>
            ValuesAt(resource, Path.Names).Any(v => v is JsonObject o ? o.Count > 0 : v.GetValueKind() != JsonValueKind.String || v.GetValue<string>().Length > 0);

        /// <inheritdoc/>
        public override string ToString() => $"{Path} pr";
    }

    /// <summary>One of its values matches as a whole: <c>emails[type eq "work" and value co "@example.com"]</c>.</summary>
    public sealed record OfValue(ScimPath Path, ScimFilter Of) : ScimFilter
    {
        /// <inheritdoc/>
        public override bool Matches(JsonObject resource) => ValuesAt(resource, Path.Names).OfType<JsonObject>().Any(Of.Matches);

        /// <inheritdoc/>
        public override string ToString() => $"{Path}[{Of}]";
    }

    /// <summary>It compares so with a value.</summary>
    /// <param name="Path">The attribute.</param>
    /// <param name="Operator">How.</param>
    /// <param name="Value">A text, a number as <see cref="decimal"/>, a truth or null.</param>
    public sealed record Compare(ScimPath Path, ScimOperator Operator, object? Value) : ScimFilter
    {
        private static readonly string[] CaseExact = ["id", "externalId", "$ref"];

        /// <inheritdoc/>
        public override bool Matches(JsonObject resource)
        {
            var values = ValuesAt(resource, Path.Names).ToList();
            return Operator == ScimOperator.Ne
                ? !values.Exists(v => Test(v, ScimOperator.Eq)) && (Value is not null || values.Count > 0)
                : Value is null ? Operator == ScimOperator.Eq && values.Count == 0 : values.Exists(v => Test(v, Operator));
        }

        /// <inheritdoc/>
        public override string ToString() => $"{Path} {Operator.ToString().ToLowerInvariant()} {Write(Value)}";

        private static string Write(object? value) => value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            _ => JsonSerializer.Serialize((string)value),
        };

        private bool Test(JsonNode node, ScimOperator how)
        {
            // Whoever names an attribute of many parts means its value.
            if (node is JsonObject complex)
            {
                return ValuesAt(complex, ["value"]).Any(v => v is not JsonObject && Test(v, how));
            }
            return (node.GetValueKind(), Value) switch
            {
                (JsonValueKind.String, string text) => TestText(node.GetValue<string>(), text, how),
                (JsonValueKind.True or JsonValueKind.False, bool truth) => how == ScimOperator.Eq && node.GetValue<bool>() == truth,
                // Some directories write truths as text.
                (JsonValueKind.True or JsonValueKind.False, string text) => how == ScimOperator.Eq && bool.TryParse(text, out var said) && node.GetValue<bool>() == said,
                (JsonValueKind.Number, decimal number) => node.AsValue().TryGetValue<decimal>(out var held) && TestOrder(held.CompareTo(number), how),
                _ => false,
            };
        }

        private bool TestText(string text, string other, ScimOperator how)
        {
            if (!CaseExact.Contains(Path.Names[^1], StringComparer.OrdinalIgnoreCase))
            {
                (text, other) = (text.ToLowerInvariant(), other.ToLowerInvariant());
            }
            return how switch
            {
                ScimOperator.Co => text.Contains(other, StringComparison.Ordinal),
                ScimOperator.Sw => text.StartsWith(other, StringComparison.Ordinal),
                ScimOperator.Ew => text.EndsWith(other, StringComparison.Ordinal),
                ScimOperator.Eq or ScimOperator.Ne or ScimOperator.Gt or ScimOperator.Ge or ScimOperator.Lt or ScimOperator.Le => TestOrder(string.CompareOrdinal(text, other), how),
            };
        }

        private static bool TestOrder(int order, ScimOperator how) => how switch
        {
            ScimOperator.Eq => order == 0,
            ScimOperator.Ne => order != 0,
            ScimOperator.Gt => order > 0,
            ScimOperator.Ge => order >= 0,
            ScimOperator.Lt => order < 0,
            ScimOperator.Le => order <= 0,
            ScimOperator.Co or ScimOperator.Sw or ScimOperator.Ew => false,
        };
    }
}
