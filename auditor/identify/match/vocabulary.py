"""The word lists by which texts are assessed: what binds, what only names, what is a title.

They are the lawyer's part of identification. If in doubt, a word belongs to STRONG: a text is then reported as
modified, which never names a wrong license.
"""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(words.split())


STRONG = """
subject annex law laws jurisdiction
shall must not no cannot can't never neither nor none without only solely exclusively except excepting
exception unless provided condition conditions conditional if whether may might should ought required requires
require requirement requirements need needs necessary mandatory want agree agrees agreed accept accepts
consent approval approve approved permitted permit permits permitting allow allowed allows disallow disallowed
prior purpose purposes research academic academia noncommercial nonprofit profit educational education student
students non fee fees royalty royalties pay paid payment price revenue annual monthly million billion
threshold exceed exceeds than until terminate terminates terminated termination revoke revoked revocable
expire expires breach liable indemnify indemnification warrant warranties disclaim jurisdiction court courts
governing arbitration territory export sanctions military weapon weapons war surveillance illegal unlawful
harm harmful violate violates violation infringe infringement endorse promote display displayed prominently
credit attribute register output outputs train training distill improve competing compete competitor saas
hosting commercially excluded exclude excludes excluding exclusion supersede supersedes prevail prevails
notwithstanding however additional addendum amended amendment obligated waive waived waiver void
nonsublicensable nontransferable assignable otherwise seulement interdit interdite nicht nur verboten
untersagt prohibido solamente solo vietato proibido uniquement banned ban bans forbids displaying displays
limits limit limitation limitations academically
"""
"""Words by which a text requires, allows, forbids or limits: binding wherever they are."""

STEMS = """
restrict prohibit forbid forbad commerc oblig undertak sublicens discriminat kommerz lizenz licenc permiss
consequen penalt criminal ethic
"""
"""The same, whatever their ending."""

HEADINGS = """
licencia licencias licença licenças licenca licenze licenza lizenz lizenzen lizenztext licens licentie
licencja lisensi lisans лицензия лицензии ライセンス ライセンス条項
许可证 許可證 许可 許可 许可协议 許可協議 授权协议 授權協議 使用许可 라이선스 라이센스
"""
"""The word license as a heading in other languages, which adds nothing if it is the only word."""

TOPICS = """
attribution attributions name names notice notices notify compliance complies comply clause clauses section
sections patent patents trademark trademarks modification modifications modified disclaimer disclaimers
warranty contact service services api free more trained registered registration addition additionally
supplement supplemental supplementary internal personal private written scientific evaluation limited behalf
acknowledge endorsement damages liability before after within country countries region rather instead hosted
days less users redistribution redistributed redistributions redistribute derivative derivatives
"""
"""Topics of terms, but also of notices: binding except in a heading, or if a sentence only describes."""

WEAK = """
license licenses licensed licensing licensor licensee use used uses using user usage right rights grant grants
granted term terms agreement copyright copyrights distribute distributed distribution distributing copy copies
copying modify modifying reproduce reproduced sell sold publish published release released rent lease
"""
"""Words that every license has, but also a sentence that only names one."""

TURNING = """
or and any all each every both either not non un also only other others another same such as
"""
"""Function words that change the meaning of a clause if they are added or removed."""

TITLE = """
license licenses licensing copyright copyrights notice notices terms agreement copying used version the of for
and a an to in text full original public third party software model weights code file files end begin start
conditions attribution attributions acknowledgements acknowledgments acknowledgment warranty disclaimer
"""
"""Words of a title or a heading."""

GENERIC = """
the license licence licenses public version v general text full copy of for this file is follows below under
new revised simplified modern original clause copying readme md txt software free expat
"""
"""Words of a title that do not name a license."""

DISCLAIMER = """
this software is provided by holder as is and any express or implied warranties including but not limited to the
implied warranties of merchantability and fitness for a particular purpose are disclaimed in no event shall holder be
liable for any direct indirect incidental special exemplary or consequential damages including but not limited to
procurement of substitute goods or services loss of use data or profits or business interruption however caused and on
any theory of liability whether in contract strict liability or tort including negligence or otherwise arising in any
way out of the use of this software even if advised of the possibility of such damage
the software is provided as is without warranty of any kind express or implied including but not limited to the
warranties of merchantability fitness for a particular purpose and noninfringement in no event shall holder be liable
for any claim damages or other liability whether in an action of contract tort or otherwise arising from out of or in
connection with the software or the use or other dealings in the software
"""
"""The warranty disclaimers of BSD and MIT, folded: they occur next to other texts and add no term."""

FUNCTION = """
the of and to in a is for this that with are by from or as be on it at which was we our your you all its has
have includes contains under see
"""
"""English words without which a sentence of some length is not English."""

COMMON = """
the of and to in a is for this that with or by you your any not be as shall may from are on
"""
"""English words that together make up an eighth of any English text."""

HOLDER_NEVER = """
within outside inside throughout
is are was were be been being has have had this that these those which who excluded banned military shall must
can cannot not no never only except unless if provided condition conditions license licensed licence licenses
licensee terms use used uses using commercial commercially noncommercial permission permitted permits
prohibited restricted restriction restrictions redistribution redistribute redistributed distribute warranty
warranties granted agree subject allowed forbidden require requires required copy copies modify sell
sublicense liable liability reproduce purposes purpose interdit interdite verboten nur nicht prohibido can't
neither nor none without solely exclusively excepting exception conditional whether might should ought
requirement requirements necessary mandatory agrees agreed accept accepts consent approval approve approved
permit permitting allow allows disallow disallowed prior nonprofit profit fee fees royalty royalties pay paid
payment price revenue annual monthly threshold exceed exceeds than until terminate terminates terminated
termination revoke revoked revocable expire expires breach indemnify indemnification warrant disclaim
jurisdiction court courts governing arbitration territory export sanctions weapon weapons war surveillance
illegal unlawful harm harmful violate violates violation infringe infringement endorse promote displayed
prominently credit attribute register distill improve competing compete competitor saas hosting exclude
excludes excluding exclusion supersede supersedes prevail prevails notwithstanding however additional addendum
amended amendment obligated waive waived waiver void nonsublicensable nontransferable assignable otherwise
seulement untersagt solamente solo vietato proibido uniquement forbids displaying displays limits limit
limitation limitations academically
"""
"""Words that occur in a clause but in no copyright holder's name."""

HOLDER_SMALL = """
research academic academia educational education evaluation student students distribution agreement agreements
non need needs want may training train ban bans million billion users user output outputs display grant
"""
"""Words that a holder's name may have, but only capitalized."""

SPEAKS = """
notice notices license licenses licence law laws holder holders owner owners owned interest interests and or
in is are act statement statements protection material materials under grant claim claims infringement treaty
treaties work works right rights patent patents trademark trademarks on as to for that which this these if
disclaimer information permission status symbol marks mark ownership
"""
"""Words that follow "copyright" in a sentence about copyright."""

HOLDER_WITHOUT = """
of all any other both each such its their our your with from by between among against belongs remains protects
contributing files file exceptions assignments
"""
"""Further words that follow "copyright" in a sentence, but occur in no name of people."""

LAWS = """
act acts law laws treaty treaties convention directive notice notices
"""
"""Words of the names of laws."""

CLAUSE = """
shall must may can not no never only except unless if provided condition conditions license licensed terms use
commercial commercially noncommercial permission permitted prohibited restricted redistribution warranty
"""
"""Words that show that a place inside a clause is not a holder's name."""

FRONT_KEYS = """
key short_name name category owner homepage_url notes spdx_license_key other_spdx_license_keys text_urls
osi_url osi_license_key faq_url other_urls ignorable_copyrights ignorable_holders ignorable_authors
ignorable_urls ignorable_emails minimum_coverage standard_notice is_exception language title spdx-id
redirect_from source nickname hidden featured how using description layout permalink license license_name
license_link tags
"""
"""Keys of a front matter that describes a license text."""

NAMELESS = """
proprietary-license commercial-license free-unknown unknown unknown-license-reference unknown-spdx
other-permissive other-copyleft warranty-disclaimer generic-cla generic-export-compliance public-domain
public-domain-disclaimer
"""
"""ScanCode keys that do not identify a license."""

MONTHS = "january february march april may june july august september october november december"
"""Words next to which a number is the day of a date."""

DATES = f"""
{MONTHS} dated date released release
https www org com html updated modified last effective
"""
"""Words of a title that are a date or an address."""
