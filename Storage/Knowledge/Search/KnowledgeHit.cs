namespace Webhooks.Storage.Knowledge.Search;

/// <summary>A document that was found.</summary>
/// <param name="Document">Its row.</param>
/// <param name="Snippet">One line of its text around the first word that was looked for; foreign text.</param>
public sealed record KnowledgeHit(StoredDocument Document, string Snippet);
