using Genesis.Exchanges;

namespace Genesis.Silo.Demo;

/// <summary>A book of another grade than before.</summary>
/// <param name="Symbol">Whose.</param>
/// <param name="Grade">The grade from now on.</param>
/// <param name="At">When it was seen, as a timestamp of the clock.</param>
internal readonly record struct GradeChange(string Symbol, BookGrade Grade, long At);
