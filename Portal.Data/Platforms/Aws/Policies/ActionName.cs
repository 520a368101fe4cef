namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The name of an action, in parts and in lower case, since IAM does not tell the cases apart.</summary>
/// <param name="Service">The service prefix, for example <c>s3</c>.</param>
/// <param name="Name">What follows the colon, for example <c>getobject</c>.</param>
internal readonly record struct ActionName(string Service, string Name)
{
    /// <summary>Reads <c>s3:GetObject</c>; null when it is not of that form.</summary>
    public static ActionName? Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || colon == text.Length - 1
            ? null
            : new ActionName(text[..colon].ToLowerInvariant(), text[(colon + 1)..].ToLowerInvariant());
    }

    /// <inheritdoc />
    public override string ToString() => $"{Service}:{Name}";
}
