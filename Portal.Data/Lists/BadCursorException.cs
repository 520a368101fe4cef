namespace Portal.Data.Lists;

/// <summary>A cursor that no page of this list and order gave out.</summary>
public sealed class BadCursorException()
    : Exception("The cursor does not belong to this list and order. Start again without 'after'.");
