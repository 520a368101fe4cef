namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>A place in a document; both count from 1, and a column is a character.</summary>
internal sealed record TextPosition(int Line, int Column);
