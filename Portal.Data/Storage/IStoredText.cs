namespace Portal.Data.Storage;

/// <summary>A value that knows the JSON text it is stored as.</summary>
internal interface IStoredText
{
    /// <summary>The text, as <see cref="StoredJson.Options"/> write it.</summary>
    string Text { get; }
}
