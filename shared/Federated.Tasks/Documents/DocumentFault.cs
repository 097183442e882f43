namespace Federated.Tasks.Documents;

/// <summary>One thing that is wrong in a document, in words for the person who wrote it.</summary>
/// <param name="Code">Stable code, for example <c>FED-JOB-KEY</c>; scripts may rely on it.</param>
/// <param name="Position">Line and column of the offending key or value.</param>
/// <param name="What">What is wrong, without a final full stop.</param>
/// <param name="Mend">What to write or do instead.</param>
public sealed record DocumentFault(string Code, DocumentPosition Position, string What, string Mend);
