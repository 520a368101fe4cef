namespace Portal.Data.Platforms;

/// <summary>How much an identity can do in one service.</summary>
/// <param name="Service">The service, for example <c>s3</c>.</param>
/// <param name="Actions">Distinct actions that are allowed.</param>
/// <param name="Known">Actions of the kinds of power below that the catalogue knows; 0 when it knows none.</param>
/// <param name="ByAccess">The same by kind of power, the least dangerous first.</param>
public sealed record ServiceTotal(string Service, int Actions, int Known, IReadOnlyList<AccessTotal> ByAccess);
