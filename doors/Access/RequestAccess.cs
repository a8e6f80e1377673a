using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>Which requests need more than the scope request, for both doors. Those that are let through are noted as administrative acts.</summary>
internal sealed class RequestAccess(ComponentDirectory directory, Audit audit)
{
    /// <summary>Why a caller may not make this request; null when it may.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="target">The component.</param>
    /// <param name="type">Type of the request.</param>
    /// <param name="context">By what it came; null for a connection.</param>
    public Problem? Refuse(Caller caller, string target, string type, HttpContext? context = null)
    {
        if (directory.Find(target)?.For(type).Admin != true) return null;
        if (!caller.May(DoorScope.Admin)) return Refusals.MissingScope(caller, DoorScope.Admin);
        audit.Note(context, caller, $"ask {type}", target, "let through");
        return null;
    }
}
