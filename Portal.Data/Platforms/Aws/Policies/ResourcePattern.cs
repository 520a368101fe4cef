using System.Collections.Frozen;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// One entry of Resource or NotResource, or a value of an ARN operator. The six parts of an ARN are compared one by one, so that a wildcard
/// in one of the first five does not run into the next; a <c>*</c> at the very end runs past colons, also when parts are missing. What has
/// fewer parts and no such <c>*</c> is no ARN and names only its own text.
/// </summary>
internal sealed class ResourcePattern
{
    /// <summary>How many parts an ARN has; the last may hold colons of its own.</summary>
    public const int PartCount = 6;

    /// <summary>Parts that most ARNs have, made once.</summary>
    private static readonly FrozenDictionary<string, TextPattern> Common = new[]
    {
        string.Empty, "arn", "aws", "aws-cn", "aws-us-gov", "s3", "iam", "sts", "ec2", "sqs", "sns", "kms", "ssm", "logs", "lambda", "dynamodb", "secretsmanager",
        "bedrock", "events", "states", "ecr", "ecs", "rds", "cloudformation", "cloudwatch", "us-east-1", "us-east-2", "us-west-2", "eu-central-1", "eu-west-1",
    }.ToFrozenDictionary(text => text, text => TextPattern.Read(text, hasVariables: false), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TextPattern>.AlternateLookup<ReadOnlySpan<char>> CommonByText = Common.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly TextPattern[]? _parts;
    private readonly TextPattern? _whole;

    /// <summary>How many of the first characters of the source stand for themselves, whatever the source is.</summary>
    private readonly int _start;

    private ResourcePattern(string source, TextPattern[]? parts, TextPattern? whole)
    {
        Source = source;
        _start = source.AsSpan().IndexOfAny('*', '?', '$') is >= 0 and var at ? at : source.Length;
        _parts = parts;
        _whole = whole;
        HasVariables = whole?.Variables.Count > 0 || parts?.Any(part => part.Variables.Count > 0) == true;
    }

    /// <summary>Every resource.</summary>
    public static ResourcePattern Any { get; } = new("*", parts: null, TextPattern.Any);

    /// <summary>The entry as written.</summary>
    public string Source { get; }

    /// <summary>True for <c>*</c>: every resource, and the only entry that suits actions without one.</summary>
    public bool IsAny => _whole is { IsAny: true };

    /// <summary>True when it holds variables, so that what it matches depends on the request.</summary>
    public bool HasVariables { get; }

    /// <summary>True when matching it could take too long; see <see cref="TextPattern.IsTooComplex"/>.</summary>
    public bool IsTooComplex => _whole?.IsTooComplex == true || _parts?.Any(part => part.IsTooComplex) == true;

    /// <summary>Its variables.</summary>
    public IEnumerable<PolicyVariable> Variables => _whole is not null ? _whole.Variables : _parts!.SelectMany(part => part.Variables);

    /// <summary>The six parts, or null when it is not of the form of an ARN.</summary>
    public IReadOnlyList<TextPattern>? Parts => _parts;

    /// <summary>Reads an entry.</summary>
    public static ResourcePattern Read(string source, bool hasVariables)
    {
        if (source.Length > 0 && source.AsSpan().Trim('*').IsEmpty)
        {
            return Any;
        }
        Span<Range> parts = stackalloc Range[PartCount];
        var count = Split(source, hasVariables, parts);
        if (count < PartCount && !source.EndsWith('*'))
        {
            return new ResourcePattern(source, parts: null, TextPattern.Read(source, hasVariables, hasWildcards: false));
        }
        var patterns = new TextPattern[PartCount];
        for (var i = 0; i < PartCount; i++)
        {
            patterns[i] = i < count ? Part(source.AsSpan(parts[i]), hasVariables) : TextPattern.Any;
        }
        return new ResourcePattern(source, patterns, whole: null);
    }

    /// <summary>Whether it names <paramref name="resource"/>.</summary>
    public Truth Matches(ResourceName resource, RequestContext context)
    {
        if (_whole is not null)
        {
            return _whole.IsAny ? Truth.Yes : _whole.Matches(resource.Text, context);
        }
        if (!resource.IsArn)
        {
            return Truth.No;
        }
        var result = Truth.Yes;
        for (var i = 0; i < PartCount && result != Truth.No; i++)
        {
            result = result.And(_parts![i].Matches(resource.Part(i), context));
        }
        return result;
    }

    /// <summary>True when it surely names every resource that <paramref name="other"/> names.</summary>
    public bool Covers(ResourcePattern other)
    {
        if (IsAny)
        {
            return true;
        }
        if (_whole is not null || other._whole is not null)
        {
            return _whole is not null && other._whole is not null && _whole.Covers(other._whole);
        }
        for (var i = 0; i < PartCount; i++)
        {
            if (!_parts![i].Covers(other._parts![i]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>True when some resource may be named by both.</summary>
    public bool Overlaps(ResourcePattern other)
    {
        if (IsAny || other.IsAny)
        {
            return true;
        }
        // Most differ at once.
        var shared = Math.Min(_start, other._start);
        if (!Source.AsSpan(0, shared).SequenceEqual(other.Source.AsSpan(0, shared)))
        {
            return false;
        }
        if (_whole is not null || other._whole is not null)
        {
            return _whole is not null && other._whole is not null && _whole.Overlaps(other._whole);
        }
        for (var i = 0; i < PartCount; i++)
        {
            if (!_parts![i].Overlaps(other._parts![i]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// What both name, as one pattern; null when they share nothing. Where two wildcards of one part cross, as in <c>a*</c> and <c>*b</c>,
    /// this one's part stands and <paramref name="isExact"/> is false: the result is then too wide.
    /// </summary>
    public ResourcePattern? Intersect(ResourcePattern other, out bool isExact)
    {
        isExact = true;
        if (!Overlaps(other))
        {
            return null;
        }
        if (other.Covers(this))
        {
            return this;
        }
        if (Covers(other))
        {
            return other;
        }
        if (_parts is null || other._parts is null)
        {
            isExact = false;
            return this;
        }
        var parts = new TextPattern[PartCount];
        for (var i = 0; i < PartCount; i++)
        {
            var takesOther = !other._parts[i].Covers(_parts[i]);
            isExact &= !takesOther || _parts[i].Covers(other._parts[i]);
            parts[i] = takesOther && _parts[i].Covers(other._parts[i]) ? other._parts[i] : _parts[i];
        }
        return new ResourcePattern(string.Join(':', parts.Select(part => part.Source)), parts, whole: null);
    }

    /// <inheritdoc />
    public override string ToString() => Source;

    /// <summary>Cuts at colons, but not at the one inside <c>${aws:PrincipalAccount}</c>.</summary>
    private static int Split(string source, bool hasVariables, Span<Range> parts)
    {
        var (count, start) = (0, 0);
        for (var at = 0; at < source.Length && count < PartCount - 1; at++)
        {
            if (hasVariables && source[at] == '$' && at + 1 < source.Length && source[at + 1] == '{' && source.IndexOf('}', at) is var end and > 0)
            {
                at = end;
            }
            else if (source[at] == ':')
            {
                parts[count++] = start..at;
                start = at + 1;
            }
        }
        parts[count++] = start..;
        return count;
    }

    private static TextPattern Part(ReadOnlySpan<char> text, bool hasVariables) => text is "*" ? TextPattern.Any
        : CommonByText.TryGetValue(text, out var common) ? common
        : TextPattern.Read(text.ToString(), hasVariables);
}
