namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>How a condition compares one value of the request with one value of the policy; negated operators share the test of their positive form.</summary>
internal enum ConditionTest
{
    /// <summary>The same text.</summary>
    StringEquals,
    /// <summary>The same text, cases alike.</summary>
    StringEqualsIgnoreCase,
    /// <summary>Text with wildcards.</summary>
    StringLike,
    /// <summary>The same number.</summary>
    NumericEquals,
    /// <summary>A smaller number.</summary>
    NumericLessThan,
    /// <summary>A smaller or the same number.</summary>
    NumericLessThanEquals,
    /// <summary>A greater number.</summary>
    NumericGreaterThan,
    /// <summary>A greater or the same number.</summary>
    NumericGreaterThanEquals,
    /// <summary>The same instant.</summary>
    DateEquals,
    /// <summary>An earlier instant.</summary>
    DateLessThan,
    /// <summary>An earlier or the same instant.</summary>
    DateLessThanEquals,
    /// <summary>A later instant.</summary>
    DateGreaterThan,
    /// <summary>A later or the same instant.</summary>
    DateGreaterThanEquals,
    /// <summary>True or false.</summary>
    Bool,
    /// <summary>The same bytes, in Base64.</summary>
    BinaryEquals,
    /// <summary>An address within a range.</summary>
    IpAddress,
    /// <summary>An ARN with wildcards, part by part.</summary>
    ArnLike,
    /// <summary>Whether the key is there at all.</summary>
    Null,
}
