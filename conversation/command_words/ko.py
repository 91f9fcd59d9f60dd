"""Commands as they are typed: Korean."""

COMMANDS = """
start: 시작, 시작하기
new: 제안, 제안하기, 제안 제출, 새 제안, 아이디어, 아이디어 제출, 제출
mine: 내 제안, 나의 제안
language: 언어, 언어 변경
difficulty: 어려움, 애로사항, 문제
stories: 사례, 우수 사례
mydata: 내 정보, 내 데이터, 개인정보
help: 도움말, 도움, 도와주세요
back: 뒤로, 이전, 돌아가기
skip: 건너뛰기, 넘어가기
done: 완료, 끝
pause: 나중에, 일시 중지
cancel: 취소
unit: 단위 변경, 소속 변경
queue: 대기열, 검토 대기
behalf: 대리 제출, 대신 제출
paper: 종이 목록
poster: 포스터, QR 코드
pings: 알림, 알림 설정
totals: 총계, 합계, 통계
progress: 진행, 진행 상황
ranking: 순위, 랭킹
silent: 미제출 단위
report: 보고서, 보고
assign: 목표 배정, 목표
peak: 집중 기간
announce: 공지
reward: 포상, 시상
invite: 초대
audit: 기록, 감사 로그
"""
