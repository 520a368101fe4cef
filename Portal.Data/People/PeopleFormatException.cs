namespace Portal.Data.People;

/// <summary>A list of people that cannot be read; nothing of it was taken.</summary>
/// <param name="line">The line in the file, from 1.</param>
/// <param name="cause">What is wrong and what to do.</param>
public sealed class PeopleFormatException(int line, string cause) : Exception($"Line {line}: {cause}")
{
    /// <summary>The line in the file, from 1.</summary>
    public int Line { get; } = line;
}
