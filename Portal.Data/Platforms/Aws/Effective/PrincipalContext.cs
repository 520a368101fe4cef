using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// What is known of every request that an identity makes: its name, account and tags. Conditions on them are decided once, and variables of
/// them filled in; everything else stays open.
/// </summary>
internal sealed class PrincipalContext
{
    private readonly RequestContext _context;

    private PrincipalContext(RequestContext context) => _context = context;

    /// <summary>True once something was decided by the identity's own name or tags.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>The context of a holding; nothing is known when its name is no AWS principal's.</summary>
    public static PrincipalContext Of(Holding holding, AwsPrincipal? principal) =>
        new(new RequestContext(principal is null ? Nothing() : Values(holding, principal), isComplete: false));

    /// <summary>The condition keys that follow from a holding.</summary>
    public static Dictionary<string, ContextValues> Values(Holding holding, AwsPrincipal principal)
    {
        var values = Nothing();
        void Say(string key, string text) => values[key] = new ContextValues([text], ActionCatalogue.Instance.IsMultivalued(key));
        Say("aws:PrincipalArn", holding.NativeId);
        Say("aws:PrincipalAccount", holding.Container);
        Say("aws:PrincipalIsAWSService", "false");
        Say("aws:PrincipalType", principal.Kind == AwsPrincipalKind.User ? "User" : "AssumedRole");
        if (principal.Kind == AwsPrincipalKind.User)
        {
            Say("aws:username", principal.Name);
        }
        foreach (var (key, value) in holding.Tags)
        {
            Say($"aws:PrincipalTag/{key}", value);
        }
        foreach (var (key, given) in holding.Context)
        {
            values[key] = AppliedForm.Value(key, given);
        }
        return values;
    }

    /// <summary>Decides what can be decided of a statement; null when it never applies to this identity.</summary>
    public OpenStatement? Open(CompiledStatement compiled)
    {
        var statement = compiled.Statement;
        if (statement.Conditions.Count == 0 && !compiled.HasVariables)
        {
            return compiled.AsWritten;
        }
        List<PolicyCondition>? open = null;
        for (var i = 0; i < statement.Conditions.Count; i++)
        {
            var holds = statement.Conditions[i].Holds(_context);
            if (holds == Truth.Unknown)
            {
                open?.Add(statement.Conditions[i]);
                continue;
            }
            WasAsked |= !string.Equals(statement.Conditions[i].Key, "aws:PrincipalIsAWSService", StringComparison.OrdinalIgnoreCase);
            if (holds == Truth.No)
            {
                return null;
            }
            open ??= [.. statement.Conditions.Take(i)];
        }
        var resources = compiled.HasVariables ? Fill(statement.Resources!) : statement.Resources;
        return open is null && ReferenceEquals(resources, statement.Resources)
            ? compiled.AsWritten
            : new OpenStatement(compiled, resources, open ?? statement.Conditions);
    }

    /// <summary>Whether a pattern names a resource, as far as the identity's facts tell.</summary>
    public Truth Names(ResourcePattern pattern, ResourceName resource) => pattern.Matches(resource, _context);

    private ResourceElement Fill(ResourceElement element)
    {
        var filled = element.Patterns.Select(Fill).ToArray();
        return filled.SequenceEqual(element.Patterns) ? element : new ResourceElement(element.IsNegated, filled);
    }

    private ResourcePattern Fill(ResourcePattern pattern)
    {
        if (!pattern.HasVariables)
        {
            return pattern;
        }
        var text = new System.Text.StringBuilder(pattern.Source.Length);
        var source = pattern.Source;
        var changed = false;
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] == '$' && at + 1 < source.Length && source[at + 1] == '{' && source.IndexOf('}', at) is var end and > 0)
            {
                var inside = source[(at + 2)..end];
                if (Value(inside) is { } value)
                {
                    changed = true;
                    text.Append(value);
                }
                else
                {
                    text.Append(source, at, end + 1 - at);
                }
                at = end;
            }
            else
            {
                text.Append(source[at]);
            }
        }
        WasAsked |= changed;
        return changed ? ResourcePattern.Read(text.ToString(), hasVariables: true) : pattern;
    }

    /// <summary>The value of a variable, its wildcards made literal; null when it is not known.</summary>
    private string? Value(string inside)
    {
        var comma = inside.IndexOf(',', StringComparison.Ordinal);
        var key = (comma < 0 ? inside : inside[..comma]).Trim();
        if (key is "*" or "?" or "$" or "" || _context.Resolve(new PolicyVariable(key, Default: null), out var value) != Truth.Yes)
        {
            return null;
        }
        return value.Replace("$", "${$}", StringComparison.Ordinal).Replace("*", "${*}", StringComparison.Ordinal).Replace("?", "${?}", StringComparison.Ordinal);
    }

    private static Dictionary<string, ContextValues> Nothing() => new(StringComparer.OrdinalIgnoreCase);
}
